//! The command-line program.

mod args;
mod run;

use args::{Cli, Command, Explain, Rules, Shown};
use clap::{CommandFactory, Parser};
use dibao::Extractor;
use dibao::input::{Inputs, Loaded};
use std::io::Write;
use std::process::ExitCode;

/// What went wrong, and with which exit code the program ends.
pub(crate) struct Failure {
    message: String,
    code: u8,
}

impl Failure {
    /// Wrong usage.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Failure { message: message.into(), code: 2 }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure { message: error.to_string(), code: 1 }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    let done = match &cli.command {
        Command::Extract(args) => run::extract(args),
        Command::View(args) => view(args),
        Command::Explain(args) => explain(args),
        Command::Schema => schema(),
        Command::Rules(Rules::List) => rules_list(),
        Command::Rules(Rules::Check { dir }) => rules_check(dir),
        Command::Completions { shell } => completions(*shell),
        Command::Man { command } => man(command.as_deref()),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("dibao: {}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

/// Prints a text; a closed pipe is the reader's wish.
fn write_out(text: &str) -> Result<ExitCode, Failure> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The one document of a command that takes one.
fn load(shown: &Shown) -> Result<(&'static Extractor, Loaded), Failure> {
    let options = shown.reading.options()?;
    let mut inputs = Inputs::new(std::slice::from_ref(&shown.file), &options)?;
    let item = inputs.next().ok_or_else(|| Failure::usage(format!("{}: nothing to read", shown.file)))?;
    let id = item.id.clone();
    let loaded = options.load(item).map_err(|error| Failure { message: format!("{id}: {error}"), code: 1 })?;
    Ok((shown.reading.extractor()?, loaded))
}

fn view(args: &args::View) -> Result<ExitCode, Failure> {
    let (extractor, loaded) = load(&args.shown)?;
    let page = dibao::export::view(&loaded.text, &extractor.extract(&loaded.text, &loaded.context)?);
    match &args.output {
        Some(path) => std::fs::write(path, page).map_err(|error| Failure { message: format!("{}: {error}", path.display()), code: 1 })?,
        None => return write_out(&page),
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(args: &Explain) -> Result<ExitCode, Failure> {
    let (extractor, loaded) = load(&args.shown)?;
    let text = &loaded.text;
    let places: Vec<usize> = match &args.find {
        Some(wanted) => text.match_indices(wanted.as_str()).map(|(at, _)| at).collect(),
        None => vec![args.at.unwrap_or(0)],
    };
    if places.is_empty() {
        return Err(Failure { message: "nothing found: --find takes text exactly as the file has it".to_owned(), code: 1 });
    }
    let told: Vec<_> = places.iter().take(20).map(|&at| extractor.explain(text, &loaded.context, at)).collect();
    write_out(&serde_json::to_string_pretty(&told)?)
}

fn schema() -> Result<ExitCode, Failure> {
    write_out(&serde_json::to_string_pretty(&schemars::schema_for!(dibao::Extraction))?)
}

fn rules_list() -> Result<ExitCode, Failure> {
    let extractor = Extractor::new()?;
    let lines: Vec<String> = extractor.rules().rules().iter().map(|rule| format!("{:34}{}", rule.id, rule.about)).collect();
    write_out(&lines.join("\n"))
}

fn rules_check(dir: &std::path::Path) -> Result<ExitCode, Failure> {
    let extractor = Extractor::builder().rules(dir).build()?;
    let replaced = extractor.rules().replaced();
    write_out(&if replaced.is_empty() { "no problems, nothing replaced".to_owned() } else { replaced.join("\n") })
}

fn completions(shell: clap_complete::Shell) -> Result<ExitCode, Failure> {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dibao", &mut out);
    write_out(&String::from_utf8_lossy(&out))
}

fn man(name: Option<&str>) -> Result<ExitCode, Failure> {
    let mut command = Cli::command();
    command.build();
    let page = match name {
        None => command,
        Some(name) => command.find_subcommand(name).cloned().ok_or_else(|| Failure::usage(format!("there is no command {name:?}: see dibao --help")))?,
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(page).render(&mut out)?;
    write_out(&String::from_utf8_lossy(&out))
}
