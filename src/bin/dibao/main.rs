//! The command-line program.

mod args;
mod guard;
mod ledger;
mod output;
#[cfg(feature = "pdf")]
mod pdf;
mod pipeline;
mod resume;
mod run;
mod signals;
mod summary;
mod view;
mod words;

use args::{Cli, Command, Explain, Rules, Shown};
use clap::{CommandFactory, FromArgMatches};
use dibao::Extractor;
use dibao::export::{plain, plain_json};
use dibao::input::{Inputs, Loaded};
use std::ffi::OsString;
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
    let args = arguments();
    words::settle(&args);
    let matches = words::helped(Cli::command()).get_matches_from(args);
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    cli.color.write_global();
    guard::install();
    let done = guard::guarded(|| command(&cli)).unwrap_or_else(|message| Err(Failure { message, code: 1 }));
    match done {
        Ok(code) => code,
        Err(failure) => {
            say(&failure.message);
            ExitCode::from(failure.code)
        }
    }
}

/// The arguments; asking for help about `help` gives that of the command it stands in.
fn arguments() -> Vec<OsString> {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if let Some(at) = args.iter().take(3).position(|arg| arg == "help")
        && (at == 1 || args[1] == "rules")
        && args.get(at + 1).is_some_and(|arg| arg == "--help" || arg == "-h")
    {
        args.remove(at + 1);
    }
    args
}

fn command(cli: &Cli) -> Result<ExitCode, Failure> {
    match &cli.command {
        Command::Extract(args) => run::extract(args),
        Command::View(args) => view::view(args),
        Command::Ledger(args) => ledger::ledger(args),
        Command::Explain(args) => explain(args),
        Command::Schema => schema(),
        Command::Rules(Rules::List) => rules_list(),
        Command::Rules(Rules::Check { dir }) => rules_check(dir),
        Command::Completions { shell } => completions(*shell),
        #[cfg(feature = "pdf")]
        Command::PdfText => pdf::text(),
        Command::Man { command } => man(command.as_deref()),
    }
}

/// Tells something on standard error; names and texts of strangers must not drive the terminal.
pub(crate) fn say(message: &str) {
    let message = words::told(message);
    let lines: Vec<_> = message.lines().map(plain).collect();
    eprintln!("dibao: {}", lines.join("\n"));
}

/// Prints a text; a closed pipe is the reader's wish.
fn write_out(text: &str) -> Result<ExitCode, Failure> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The one document of a command that takes one, worked on by `work`. What fails in it is a message, never a panic.
fn shown<T>(shown: &Shown, work: impl FnOnce(&Extractor, &Loaded) -> Result<T, Failure>) -> Result<T, Failure> {
    let options = shown.reading.options()?;
    let extractor = shown.reading.extractor()?;
    let mut inputs = Inputs::new(std::slice::from_ref(&shown.file), &options);
    let item = inputs.next().ok_or_else(|| Failure::usage(format!("{}: nothing to read", shown.file.display())))?;
    let id = item.id.clone();
    let read = || work(extractor, &options.load(item)?);
    match guard::guarded(read) {
        Ok(Err(failure)) => Err(Failure { message: format!("{id}: {}", failure.message), ..failure }),
        Ok(done) => done,
        Err(message) => Err(Failure { message: format!("{id}: {message}"), code: 1 }),
    }
}

fn explain(args: &Explain) -> Result<ExitCode, Failure> {
    let told = shown(&args.shown, |extractor, loaded| explanations(args, extractor, loaded));
    if let Err(failure) = &told {
        let source = dibao::record::Source::named(&args.shown.file.to_string_lossy());
        write_out(&plain_json(&serde_json::json!({ "type": "error", "source": source, "message": failure.message }).to_string()))?;
    }
    write_out(&plain_json(&told?))
}

fn explanations(args: &Explain, extractor: &Extractor, loaded: &Loaded) -> Result<String, Failure> {
    let text = &loaded.text;
    let places: Vec<usize> = match &args.find {
        Some(wanted) => text.match_indices(wanted.as_str()).map(|(at, _)| at).collect(),
        None => vec![args.at.unwrap_or(0)],
    };
    if places.is_empty() {
        return Err(Failure { message: "nothing found: --find takes text exactly as the file has it".to_owned(), code: 1 });
    }
    let told: Vec<_> = places.iter().take(20).map(|&at| extractor.explain(text, &loaded.context, at)).collect();
    Ok(serde_json::to_string_pretty(&told)?)
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
