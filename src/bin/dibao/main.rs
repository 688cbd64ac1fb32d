//! The command-line program.

use clap::{Parser, Subcommand, ValueEnum};
use dibao::{Context, Extractor};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Chinese newspaper pages and official notices to structured civic records.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read documents and print their records.
    #[command(after_help = "Examples:\n  dibao extract page.txt --published 2023-04-27 --place 株洲市\n  cat page.txt | dibao extract - --format table")]
    Extract(Extract),
    /// Tell what happened in a sentence: words seen, posts refused, records made.
    #[command(after_help = "Examples:\n  dibao explain page.txt --find 办公会\n  dibao explain page.txt --at 1200")]
    Explain(Explain),
    /// Look at rules.
    #[command(subcommand)]
    Rules(Rules),
}

#[derive(clap::Args)]
struct Explain {
    /// The file to read.
    file: PathBuf,
    /// Byte offset in the file.
    #[arg(long, conflicts_with = "find")]
    at: Option<usize>,
    /// Text whose sentences are explained.
    #[arg(long)]
    find: Option<String>,
    /// Folder with rules laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Rules {
    /// List every rule with what it reads.
    List,
    /// Check a folder of rules and list what it replaces.
    Check {
        /// The folder.
        dir: PathBuf,
    },
}

#[derive(clap::Args)]
struct Extract {
    /// Files to read; `-` or nothing for standard input.
    files: Vec<PathBuf>,
    /// Day of publication, as 2023-04-27: resolves dates without a year.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Full name of the division that 市 or 县 in the text means.
    #[arg(long)]
    place: Option<String>,
    /// Newspaper or site.
    #[arg(long)]
    publisher: Option<String>,
    /// Folder with rules laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON document for each input.
    Json,
    /// One record a line.
    Jsonl,
    /// Columns for a terminal.
    Table,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Extract(args) => extract(&args),
        Command::Explain(args) => explain(&args),
        Command::Rules(Rules::List) => rules_list(),
        Command::Rules(Rules::Check { dir }) => rules_check(&dir),
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            eprintln!("dibao: {message}");
            ExitCode::from(1)
        }
    }
}

fn explain(args: &Explain) -> Result<ExitCode, String> {
    let mut builder = Extractor::builder();
    if let Some(folder) = &args.rules {
        builder = builder.rules(folder);
    }
    let extractor = builder.build().map_err(|e| e.to_string())?;
    let text = read(&args.file)?;
    let places: Vec<usize> = match &args.find {
        Some(wanted) => text.match_indices(wanted.as_str()).map(|(at, _)| at).collect(),
        None => vec![args.at.unwrap_or(0)],
    };
    if places.is_empty() {
        return Err("nothing found: --find takes text exactly as the file has it".to_owned());
    }
    let told: Vec<_> = places.iter().take(20).map(|&at| extractor.explain(&text, &Context::default(), at)).collect();
    write_out(&serde_json::to_string_pretty(&told).map_err(|e| e.to_string())?)
}

fn rules_list() -> Result<ExitCode, String> {
    let extractor = Extractor::new().map_err(|e| e.to_string())?;
    let lines: Vec<String> = extractor.rules().rules().iter().map(|rule| format!("{:34}{}", rule.id, rule.about)).collect();
    write_out(&lines.join("\n"))
}

fn rules_check(dir: &std::path::Path) -> Result<ExitCode, String> {
    let extractor = Extractor::builder().rules(dir).build().map_err(|e| e.to_string())?;
    let replaced = extractor.rules().replaced();
    write_out(&if replaced.is_empty() { "no problems, nothing replaced".to_owned() } else { replaced.join("\n") })
}

/// Prints a line; a closed pipe is the reader's wish.
fn write_out(text: &str) -> Result<ExitCode, String> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn extract(args: &Extract) -> Result<ExitCode, String> {
    let mut context = Context::default();
    if let Some(day) = &args.published {
        context = match context.published_str(day) {
            Ok(context) => context,
            Err(error) => {
                eprintln!("dibao: --published: {error}");
                return Ok(ExitCode::from(2));
            }
        };
    }
    if let Some(place) = &args.place {
        context = context.place(place);
    }
    if let Some(publisher) = &args.publisher {
        context = context.publisher(publisher);
    }
    let mut builder = Extractor::builder();
    if let Some(folder) = &args.rules {
        builder = builder.rules(folder);
    }
    let extractor = builder.build().map_err(|e| e.to_string())?;
    let files = if args.files.is_empty() { vec![PathBuf::from("-")] } else { args.files.clone() };
    let mut failed = 0usize;
    for file in &files {
        let id = file.display().to_string();
        let result = read(file).and_then(|text| {
            let context = context.clone().id(&id);
            extractor.extract(&text, &context).map_err(|e| e.to_string())
        });
        let printed = match result {
            Ok(found) => print(&found, args.format),
            Err(message) => {
                failed += 1;
                eprintln!("dibao: {id}: {message}");
                Ok(())
            }
        };
        if let Err(error) = printed {
            // a closed pipe is the reader's wish
            return if error.kind() == std::io::ErrorKind::BrokenPipe { Ok(ExitCode::SUCCESS) } else { Err(error.to_string()) };
        }
    }
    Ok(match failed {
        0 => ExitCode::SUCCESS,
        n if n == files.len() => ExitCode::from(1),
        _ => ExitCode::from(3),
    })
}

fn read(file: &PathBuf) -> Result<String, String> {
    let mut bytes = Vec::new();
    if file.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    } else {
        bytes = std::fs::read(file).map_err(|e| e.to_string())?;
    }
    String::from_utf8(bytes).map_err(|e| format!("not UTF-8 (byte {}): convert it first, for example with iconv -f gb18030", e.utf8_error().valid_up_to()))
}

fn print(found: &dibao::Extraction, format: Format) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, found)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for record in &found.records {
                let mut line = serde_json::to_value(record)?;
                line["source"] = serde_json::to_value(&found.source)?;
                serde_json::to_writer(&mut out, &line)?;
                writeln!(out)?;
            }
            if found.records.is_empty() {
                serde_json::to_writer(&mut out, &serde_json::json!({"type": "document", "source": found.source}))?;
                writeln!(out)?;
            }
        }
        Format::Table => table(&mut out, found)?,
    }
    out.flush()
}

fn table(out: &mut impl Write, found: &dibao::Extraction) -> std::io::Result<()> {
    use unicode_width::UnicodeWidthStr;
    let rows: Vec<[String; 3]> = found
        .records
        .iter()
        .map(|record| {
            let value = serde_json::to_value(record).unwrap_or_default();
            let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
            let who = [text("person"), text("name"), text("subject"), text("congress")].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
            let what = [text("title"), text("label"), text("action")].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
            [record.data.type_name().to_owned(), who, what]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let (a, b) = (width(0), width(1));
    for [kind, who, what] in &rows {
        writeln!(out, "{kind}{}  {who}{}  {what}", " ".repeat(a - kind.width()), " ".repeat(b - who.width()))?;
    }
    Ok(())
}
