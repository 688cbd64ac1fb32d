//! Arguments of the program.

use crate::Failure;
use crate::words::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use dibao::input::{Fields, Kind, Manifest, Markup, Options, PathDate};
use dibao::{Context, Extractor};
use std::path::PathBuf;

/// Chinese newspaper pages and official notices to structured civic records.
///
/// Officials and their posts, appointments and dismissals, deputies and seats, projects and figures: each value with the
/// exact characters it was read from. Same input, same output; nothing leaves this machine.
#[derive(Parser)]
#[command(
    name = "dibao",
    version,
    arg_required_else_help = true,
    after_help = "Examples:\n  dibao extract page.txt --published 2023-04-27 --place 株洲市\n  dibao extract pages/ -o records.sqlite\n  dibao view page.txt -o page.html"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to colour; NO_COLOR is heard.
    #[arg(long, global = true, default_value_t = Colour::Auto, value_name = "WHEN", value_enum)]
    pub(crate) color: Colour,
    /// Language of help and messages [default: by LANG]; records are the same in both.
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
}

/// When to colour.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Sets it for all output.
    pub(crate) fn write_global(self) {
        match self {
            Colour::Auto => anstream::ColorChoice::Auto,
            Colour::Always => anstream::ColorChoice::Always,
            Colour::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read documents and write their records.
    #[command(
        after_help = "Examples:\n  dibao extract page.txt --published 2023-04-27 --place 株洲市\n  cat page.txt | dibao extract - --format table\n  dibao extract 'pages/**/*.html' --format jsonl > records.jsonl\n  dibao extract crawl.jsonl.gz --text-field body --date-field day -o records.sqlite\n  dibao extract archive/ -o records.jsonl --resume\n  dibao extract archive/ -o tables/ --format csv --excel\n\nExit codes: 0 all read, 1 failed, 2 wrong usage, 3 some documents failed, 128 + n stopped by signal n."
    )]
    Extract(Extract),
    /// Write one self-contained HTML page: the text with its records marked, and why each was made.
    ///
    /// Several documents get an index and a search over all of them. More than 500 need a folder of pages: -o FOLDER/.
    #[command(
        after_help = "Examples:\n  dibao view page.txt -o page.html\n  dibao view archive/ -o archive.html\n  dibao view archive/ -o pages/\n  dibao extract archive/ --with-text -o records.jsonl && dibao view records.jsonl -o page.html\n\nExit codes: as for extract."
    )]
    View(View),
    /// Make a ledger of records: who held what, from when to when, by which page, and what does not fit.
    ///
    /// Reads what `extract` wrote as JSON lines or SQLite, of any number of runs in any order. A name alone never makes one person of two.
    #[command(
        after_help = "Examples:\n  dibao ledger records.jsonl -o ledger.sqlite\n  dibao ledger 2015.sqlite 2016.jsonl.gz -o ledger.jsonl\n  dibao ledger records.jsonl -o ledger/"
    )]
    Ledger(Ledger),
    /// Tell what happened in a sentence: words seen, posts refused, records made.
    #[command(after_help = "Examples:\n  dibao explain page.txt --find 办公会\n  dibao explain page.txt --at 1200")]
    Explain(Explain),
    /// Print the JSON Schema of a document.
    Schema,
    /// Look at rules.
    #[command(subcommand)]
    Rules(Rules),
    /// Print a completion script for a shell.
    #[command(after_help = "Example:\n  dibao completions bash > ~/.local/share/bash-completion/completions/dibao")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Read a PDF file from standard input and write its text as JSON, within limits of memory and time.
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    PdfText,
    /// Print the manual page, of the program or of one command.
    #[command(after_help = "Example:\n  dibao man extract > dibao-extract.1")]
    Man {
        /// The command.
        command: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Rules {
    /// List every rule with what it reads.
    List,
    /// Check a folder of rules and list what it replaces.
    Check {
        /// The folder.
        dir: PathBuf,
    },
}

/// How inputs are read: the same for every command.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// Day of publication, as 2023-04-27: resolves dates without a year.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The division that 市 or 县 in the text means: 株洲市, 北京市朝阳区, or its code (430200).
    #[arg(long)]
    place: Option<String>,
    /// Newspaper or site.
    #[arg(long)]
    publisher: Option<String>,
    /// A table (CSV with a header, JSON lines) that tells of documents by `path` what is known of each: published, place,
    /// publisher, url, title; other columns are passed through. Without other inputs its files are read.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Where a path holds the day of publication: {yyyy}/{mm}/{dd}, {yyyy}{mm}{dd}, {yyyy}-{m}-{d}; * is anything but a slash.
    #[arg(long, value_name = "PATTERN")]
    date_from_path: Option<String>,
    /// Folder with rules laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// What the inputs are.
    #[arg(long, value_enum, default_value_t = Input::Auto)]
    input: Input,
    /// Encoding of the inputs, when detection errs: gb18030, big5, utf-8 …
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
    /// Key of the text in a crawl (JSON lines, a JSON array), or column of a CSV table.
    #[arg(long, value_name = "KEY", default_value = "text")]
    text_field: String,
    /// Key of the document's name.
    #[arg(long, value_name = "KEY", default_value = "id")]
    id_field: String,
    /// Key of the day of publication.
    #[arg(long, value_name = "KEY", default_value = "published")]
    date_field: String,
    /// Key of the place.
    #[arg(long, value_name = "KEY", default_value = "place")]
    place_field: String,
    /// Key of the newspaper or site.
    #[arg(long, value_name = "KEY", default_value = "publisher")]
    publisher_field: String,
    /// Key of the document's address.
    #[arg(long, value_name = "KEY", default_value = "url")]
    url_field: String,
    /// Key of the document's title.
    #[arg(long, value_name = "KEY", default_value = "title")]
    title_field: String,
    /// The texts of a crawl are HTML.
    #[arg(long)]
    html: bool,
    /// Largest document taken, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = dibao::MAX_DOCUMENT_BYTES)]
    max_bytes: usize,
    /// Most records of one document; a note says when there are more.
    #[arg(long, value_name = "N", default_value_t = dibao::MAX_RECORDS)]
    max_records: usize,
}

#[derive(Clone, Copy, ValueEnum, Debug)]
enum Input {
    /// Told by name and content.
    Auto,
    /// Plain text.
    Text,
    /// HTML pages.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// An array of JSON objects.
    Json,
    /// A table with a header, one document a row.
    Csv,
}

impl Reading {
    /// What holds for all documents.
    fn base(&self) -> Result<Context, Failure> {
        let mut base = Context::default();
        if let Some(day) = &self.published {
            base = base.published_str(day).map_err(|error| Failure::usage(format!("--published: {error}")))?;
        }
        if let Some(place) = &self.place {
            base = base.place(place);
        }
        if let Some(publisher) = &self.publisher {
            base = base.publisher(publisher);
        }
        Ok(base)
    }

    pub(crate) fn options(&self) -> Result<Options, Failure> {
        let fields = Fields {
            text: self.text_field.clone(),
            id: self.id_field.clone(),
            date: self.date_field.clone(),
            place: self.place_field.clone(),
            publisher: self.publisher_field.clone(),
            url: self.url_field.clone(),
            title: self.title_field.clone(),
        };
        let kind = match self.input {
            Input::Auto => Kind::Auto,
            Input::Text => Kind::Text,
            Input::Html => Kind::Html,
            Input::Jsonl => Kind::Jsonl,
            Input::Json => Kind::Json,
            Input::Csv => Kind::Csv,
        };
        let markup = if self.html { Markup::Html } else { Markup::Plain };
        let manifest = self.manifest.as_deref().map(Manifest::read).transpose().map_err(|error| Failure::usage(format!("--manifest: {error}")))?;
        let date_from_path =
            self.date_from_path.as_deref().map(PathDate::new).transpose().map_err(|error| Failure::usage(format!("--date-from-path: {error}")))?;
        Ok(Options {
            kind,
            encoding: self.encoding.clone(),
            fields,
            markup,
            pdf_reader: std::env::current_exe().ok(),
            base: self.base()?,
            manifest,
            date_from_path,
            max_bytes: self.max_bytes,
        })
    }

    /// The extractor, for as long as the program runs: taking its tables down one by one would only delay the end.
    pub(crate) fn extractor(&self) -> Result<&'static Extractor, Failure> {
        let mut builder = Extractor::builder().max_document_bytes(self.max_bytes).max_records(self.max_records);
        if let Some(folder) = &self.rules {
            builder = builder.rules(folder);
        }
        let extractor = builder.build()?;
        self.check_place(&extractor)?;
        Ok(Box::leak(Box::new(extractor)))
    }

    /// Refuses a place that does not exist, and warns of one that may be several.
    fn check_place(&self, extractor: &Extractor) -> Result<(), Failure> {
        let Some(place) = &self.place else { return Ok(()) };
        let context = self.base()?;
        let found = extractor.places(place, &context).map_err(|error| Failure::usage(format!("--place: {error}")))?;
        if found.len() > 1 {
            let names: Vec<String> = found.iter().map(|(code, name)| format!("{name} ({code})")).collect();
            crate::say(&format!("--place: {place:?} may be {}: none is taken, name it in full or by its code", names.join(", ")));
        }
        Ok(())
    }
}

#[derive(Args, Debug)]
pub(crate) struct Extract {
    /// Files, folders or globs to read; `-` or nothing for standard input.
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How to write [default: by the name of the output; on a terminal table; else json for one document and jsonl for several].
    #[arg(long, value_enum)]
    pub(crate) format: Option<Written>,
    /// Write to this file, or for csv and parquet to this folder, instead of standard output. The name tells the format: .json, .jsonl
    /// (both also .gz or .zst), .sqlite, .xlsx, a folder for csv, 'FOLDER/*.parquet'.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// Write over the output even when dibao did not write it.
    #[arg(long, requires = "output", conflicts_with = "resume")]
    pub(crate) force: bool,
    /// With csv: a byte-order mark, and no cell that Excel would take for a formula.
    #[arg(long)]
    pub(crate) excel: bool,
    /// Write the decoded text, which spans refer to, with the records.
    #[arg(long)]
    pub(crate) with_text: bool,
    /// Threads [default: one for each core]. The output is the same for any number.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) jobs: Option<u32>,
    /// Go on where a stopped run with the same output stopped, and read what is new among the inputs.
    #[arg(long, requires = "output")]
    pub(crate) resume: bool,
    /// Say nothing of single documents that fail, show no progress, and sum nothing up at the end.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum Written {
    /// One JSON document, of several inputs an array of documents.
    Json,
    /// One record a line.
    Jsonl,
    /// Columns for a terminal.
    Table,
    /// A folder with one file for each type of record.
    Csv,
    /// One database file.
    Sqlite,
    /// A folder with one Parquet file for each table (in a build with the feature arrow).
    Parquet,
    /// One workbook with a sheet for each type of record.
    Xlsx,
    /// Label Studio: tasks with predictions, texts among them.
    LabelStudio,
    /// W3C Web Annotations, one a line.
    WebAnnotation,
}

/// A command that shows one document.
#[derive(Args)]
pub(crate) struct Shown {
    /// The file to read; `-` for standard input.
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Args)]
pub(crate) struct View {
    /// Files, folders or globs to read, or what `extract --with-text` wrote as JSON or JSON lines; `-` for standard input.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The page to write, or the folder for one page each [default: standard output].
    #[arg(short, long, value_name = "FILE|FOLDER/")]
    pub(crate) output: Option<PathBuf>,
    /// Write over the output even when dibao did not write it.
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct Ledger {
    /// Records that `dibao extract` wrote: .jsonl (also packed) or .sqlite; `-` for lines from standard input.
    #[arg(required = true)]
    pub(crate) records: Vec<PathBuf>,
    /// The ledger: a database (.sqlite), JSON lines (.jsonl), a workbook (.xlsx), a folder of CSV files (FOLDER/), or any file with --format.
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: PathBuf,
    /// Write over the output even when dibao did not write it.
    #[arg(long)]
    pub(crate) force: bool,
    /// Folder whose ledger.toml is laid over the built-in one.
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: Option<PathBuf>,
    /// Write in a convention of the field.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Convention>,
    /// Sum nothing up at the end.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Conventions that a ledger is written in.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub(crate) enum Convention {
    /// FollowTheMoney: one entity a line.
    Ftm,
    /// Popolo: one JSON document.
    Popolo,
    /// GEXF: a graph of persons and bodies.
    Gexf,
    /// Wikidata QuickStatements of held tenures, to be reviewed.
    Quickstatements,
}

#[derive(Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) shown: Shown,
    /// Byte offset in the text.
    #[arg(long, conflicts_with = "find")]
    pub(crate) at: Option<usize>,
    /// Text whose sentences are explained.
    #[arg(long)]
    pub(crate) find: Option<String>,
}
