//! From inputs to outputs: in chunks, on all cores, in order.

use crate::Failure;
use crate::args::{Extract, Written};
use dibao::Extractor;
use dibao::export::{Format, Outcome, Progress, Rendered, Start, Stream, Writer};
use dibao::input::{Inputs, Item, Options};
use dibao::record::Source;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::Ordering;

/// A chunk is worked on while the one before is written and the next one read: these bound what is held in memory.
const CHUNK_DOCUMENTS: usize = 512;
const CHUNK_BYTES: u64 = 4 << 20;

/// `dibao extract`.
pub(crate) fn extract(args: &Extract) -> Result<ExitCode, Failure> {
    let options = args.reading.options()?;
    let extractor = args.reading.extractor()?;
    let paths = if args.files.is_empty() { vec!["-".to_owned()] } else { args.files.clone() };
    let inputs = Inputs::new(&paths, &options)?;
    let format = format(args, &inputs)?;
    let (writer, progress) = output(args, format)?;
    if progress.finished {
        eprintln!("dibao: this run is complete: {} documents were read", progress.documents);
        return Ok(ExitCode::SUCCESS);
    }
    let mut run = Run { extractor, options: &options, format, args, inputs, writer, progress, bar: ProgressBar::hidden() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.unwrap_or(0)).build()?;
    let done = pool.install(|| run.skip().and_then(|()| run.all()));
    run.bar.finish_and_clear();
    match done {
        // a closed pipe is the reader's wish
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(Stop::Output(error)) => Err(Failure { message: format!("the output cannot be written: {error}"), code: 1 }),
        Err(Stop::Moved(message)) => Err(Failure { message, code: 1 }),
        Ok(()) => Ok(match (run.progress.failed, run.progress.documents) {
            (0, _) => ExitCode::SUCCESS,
            (failed, all) if failed == all => ExitCode::from(1),
            _ => ExitCode::from(3),
        }),
    }
}

/// The format asked for, or told by the output's name, or fit for the inputs.
fn format(args: &Extract, inputs: &Inputs<'_>) -> Result<Format, Failure> {
    let extension = args.output.as_deref().and_then(|p| p.extension()).map(|e| e.to_string_lossy().to_lowercase());
    let folder = args.output.as_deref().is_some_and(|p| p.is_dir() || p.as_os_str().to_string_lossy().ends_with('/'));
    let wanted = args.format.unwrap_or(match extension.as_deref() {
        Some("sqlite" | "sqlite3" | "db") => Written::Sqlite,
        Some("jsonl" | "ndjson") => Written::Jsonl,
        Some("json") => Written::Json,
        _ if folder => Written::Csv,
        _ if inputs.several() => Written::Jsonl,
        _ => Written::Json,
    });
    if args.excel && wanted != Written::Csv {
        return Err(Failure::usage("--excel goes with --format csv"));
    }
    if args.output.is_none() && matches!(wanted, Written::Csv | Written::Sqlite) {
        return Err(Failure::usage("this format needs a place to write to: -o FOLDER for csv, -o FILE.sqlite for sqlite"));
    }
    Ok(match wanted {
        Written::Json => Format::Json,
        Written::Jsonl => Format::Jsonl,
        Written::Table => Format::Table,
        Written::Csv if args.excel => Format::Excel,
        Written::Csv => Format::Csv,
        Written::Sqlite => Format::Sqlite,
    })
}

fn output(args: &Extract, format: Format) -> Result<(Box<dyn Writer>, Progress), Failure> {
    let Some(path) = &args.output else {
        let stdout = anstream::AutoStream::auto(io::stdout());
        let writer: Box<dyn Writer> =
            if format == Format::Table { Box::new(Stream(stdout)) } else { Box::new(Stream(io::BufWriter::with_capacity(1 << 16, io::stdout()))) };
        return Ok((writer, Progress::default()));
    };
    let start = if args.resume { Start::Resume } else { Start::Anew };
    let run = format!("dibao {} {:?} {:?} {format:?} with_text={}", env!("CARGO_PKG_VERSION"), args.files, args.reading, args.with_text);
    format.open(path, &run, start).map_err(|error| Failure { message: format!("{}: {error}", path.display()), code: 1 })
}

/// Why a run ends early.
enum Stop {
    Output(io::Error),
    Moved(String),
}

/// A run over all inputs.
struct Run<'a> {
    extractor: &'a Extractor,
    options: &'a Options,
    format: Format,
    args: &'a Extract,
    inputs: Inputs<'a>,
    writer: Box<dyn Writer>,
    progress: Progress,
    bar: ProgressBar,
}

/// A document that was worked on.
struct Done {
    name: String,
    rendered: io::Result<Rendered>,
    failure: Option<String>,
}

impl Run<'_> {
    /// Passes over the documents that a stopped run has written.
    fn skip(&mut self) -> Result<(), Stop> {
        let mut last = None;
        for _ in 0..self.progress.documents {
            last = self.inputs.next().map(|item| item.id);
        }
        if last == self.progress.last {
            return Ok(());
        }
        Err(Stop::Moved("the inputs are not those that the run was begun with: start anew without --resume".to_owned()))
    }

    fn all(&mut self) -> Result<(), Stop> {
        self.bar = self.new_bar();
        let mut number = self.progress.documents;
        let mut chunk = chunk(&mut self.inputs);
        let mut done: Vec<Done> = Vec::new();
        while !chunk.is_empty() || !done.is_empty() {
            let work = Work { extractor: self.extractor, options: self.options, format: self.format, with_text: self.args.with_text };
            let first = number + 1;
            number += chunk.len() as u64;
            let (next_done, (written, next)) = rayon::join(
                || chunk.into_par_iter().enumerate().map(|(i, item)| work.one(first + i as u64, item)).collect::<Vec<_>>(),
                || (self.write(done), self::chunk(&mut self.inputs)),
            );
            written?;
            (done, chunk) = (next_done, next);
        }
        self.progress.finished = true;
        self.writer.commit(&self.progress).map_err(Stop::Output)
    }

    fn write(&mut self, done: Vec<Done>) -> Result<(), Stop> {
        for one in done {
            self.writer.write(one.rendered.map_err(Stop::Output)?).map_err(Stop::Output)?;
            self.progress.documents += 1;
            if let Some(message) = one.failure {
                self.progress.failed += 1;
                if !self.args.quiet {
                    self.bar.suspend(|| eprintln!("dibao: {}: {message}", one.name));
                }
            }
            self.progress.last = Some(one.name);
        }
        self.bar.set_position(self.inputs.seen().load(Ordering::Relaxed));
        self.bar.set_message(format!("{} documents, {} failed", self.progress.documents, self.progress.failed));
        self.writer.commit(&self.progress).map_err(Stop::Output)
    }

    /// A bar on standard error, when that is a terminal and there is more than one document.
    fn new_bar(&self) -> ProgressBar {
        if self.args.quiet || !self.inputs.several() {
            return ProgressBar::hidden();
        }
        let (bar, template) = match self.inputs.total() {
            Some(total) => (ProgressBar::new(total), "{bar:30} {percent}% {msg} {binary_bytes_per_sec} {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg} {binary_bytes_per_sec}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar
    }
}

/// The next documents, as many as are worked on at once.
fn chunk(inputs: &mut Inputs<'_>) -> Vec<Item> {
    let mut weight = 0u64;
    let mut chunk = Vec::new();
    for item in inputs.by_ref() {
        weight += item.weight();
        chunk.push(item);
        if weight >= CHUNK_BYTES || chunk.len() == CHUNK_DOCUMENTS {
            break;
        }
    }
    chunk
}

/// What a thread needs to work on a document.
#[derive(Clone, Copy)]
struct Work<'a> {
    extractor: &'a Extractor,
    options: &'a Options,
    format: Format,
    with_text: bool,
}

impl Work<'_> {
    fn one(&self, number: u64, item: Item) -> Done {
        let name = item.id.clone();
        // a fault of this program in one document must not cost a run its others
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.read(item))).unwrap_or_else(|_| self.failed(&name, "internal error: please report this document".to_owned()));
        let failure = outcome.result.as_ref().err().cloned();
        Done { name, rendered: self.format.render(number, &outcome), failure }
    }

    fn read(&self, item: Item) -> Outcome {
        let name = item.id.clone();
        let loaded = match self.options.load(item) {
            Ok(loaded) => loaded,
            Err(error) => return self.failed(&name, error.to_string()),
        };
        match self.extractor.extract(&loaded.text, &loaded.context) {
            Ok(found) => Outcome { source: found.source.clone(), result: Ok(found), text: self.with_text.then_some(loaded.text) },
            Err(error) => self.failed(loaded.context.id.as_deref().unwrap_or(&name), error.to_string()),
        }
    }

    fn failed(&self, name: &str, message: String) -> Outcome {
        Outcome { source: Source::named(name), text: None, result: Err(message) }
    }
}
