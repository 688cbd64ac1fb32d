//! `dibao ledger`.

use crate::args::{Convention as Named, Ledger as Args};
use crate::{Failure, say};
use dibao::export::wrote;
use dibao::ledger::{Convention, Ledger, TABLES, csv, export, jsonl, xlsx};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is written, as the output's name tells.
enum Form {
    Database,
    Lines,
    Folder,
    Workbook,
    Convention(Convention),
}

pub(crate) fn ledger(args: &Args) -> Result<ExitCode, Failure> {
    let form = form(args)?;
    check(args, &form)?;
    // beside the output, where there is room for it; it takes the output's place when it is whole
    let made = Made(beside(&args.output));
    let _ = std::fs::remove_file(&made.0);
    let mut ledger = match &args.rules {
        Some(folder) => Ledger::with_rules(&made.0, folder)?,
        None => Ledger::create(&made.0)?,
    };
    args.records.iter().try_for_each(|path| ledger.read(path))?;
    let counts = ledger.finish()?;
    match form {
        Form::Database => std::fs::rename(&made.0, &args.output)?,
        Form::Folder => csv(&made.0, &args.output)?,
        Form::Workbook => xlsx(&made.0, &args.output)?,
        Form::Convention(convention) => {
            let mut out = BufWriter::new(File::create(&args.output)?);
            export(&made.0, convention, &mut out)?;
            out.flush()?;
        }
        Form::Lines => {
            let mut out = BufWriter::new(File::create(&args.output)?);
            jsonl(&made.0, &mut out)?;
            out.flush()?;
        }
    }
    if !args.quiet {
        say(&format!(
            "{} records: {} persons, {} tenures, {} projects, {} findings",
            counts.records, counts.persons, counts.tenures, counts.projects, counts.findings
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The database under way; what is left of it goes with the run.
struct Made(PathBuf);

impl Drop for Made {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn beside(output: &Path) -> PathBuf {
    let mut name = output.as_os_str().to_string_lossy().trim_end_matches('/').to_owned();
    name.push_str(".making");
    PathBuf::from(name)
}

fn form(args: &Args) -> Result<Form, Failure> {
    let output = &args.output;
    if let Some(named) = args.format {
        return Ok(Form::Convention(match named {
            Named::Ftm => Convention::Ftm,
            Named::Popolo => Convention::Popolo,
            Named::Gexf => Convention::Gexf,
            Named::Quickstatements => Convention::QuickStatements,
        }));
    }
    if output.is_dir() || output.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Ok(Form::Folder);
    }
    match output.extension().and_then(|e| e.to_str()) {
        Some("sqlite" | "sqlite3" | "db") => Ok(Form::Database),
        Some("jsonl" | "ndjson") => Ok(Form::Lines),
        Some("xlsx") => Ok(Form::Workbook),
        _ => Err(Failure::usage(format!("{}: name the ledger .sqlite, .jsonl, .xlsx, or a folder for CSV files (FOLDER/), or say --format", output.display()))),
    }
}

/// Refuses to write over an input, or over what somebody else wrote.
fn check(args: &Args, form: &Form) -> Result<(), Failure> {
    let output = &args.output;
    if args.records.iter().any(|input| same_file::is_same_file(input, output).unwrap_or(false)) {
        return Err(Failure::usage(format!("{}: it is an input too, and would be lost: name another output", output.display())));
    }
    let held = match form {
        Form::Folder => {
            let spells = std::fs::read_to_string(output.join("spells.csv")).unwrap_or_default();
            let mut files = TABLES.iter().map(|(name, _)| output.join(format!("{name}.csv")));
            files.find(|file| file.is_file() && !spells.starts_with("person_id,name,organization,"))
        }
        // what these conventions hold does not tell who wrote it
        Form::Convention(_) => Some(output.clone()).filter(|file| file.exists()),
        Form::Database | Form::Lines | Form::Workbook => Some(output.clone()).filter(|file| file.is_file() && !wrote(file).unwrap_or(false)),
    };
    match held.filter(|_| !args.force) {
        Some(file) => Err(Failure::usage(format!(
            "{}: it exists, and nothing tells that dibao wrote it: name another output, or use --force to replace it",
            file.display()
        ))),
        None => Ok(()),
    }
}
