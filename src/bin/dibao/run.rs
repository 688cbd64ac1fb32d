//! From inputs to outputs: on all cores, in order.

use crate::args::Extract;
use crate::guard::guarded;
use crate::output::{Target, target};
use crate::pipeline::{self, Next, Ordered, Work};
use crate::resume::{Fresh, Unread, add};
use crate::signals::Signals;
use crate::{Failure, say, summary};
use dibao::Extractor;
use dibao::export::{Format, Outcome, Part, Progress, Rendered, Run, Start, Writer};
use dibao::input::{Inputs, Item, Options, Skipped};
use dibao::record::Source;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// What is written between two safe points at most.
const SAFE_DOCUMENTS: u64 = 512;
const SAFE_BYTES: usize = 4 << 20;

/// Bytes of finished documents that may wait for one before them.
const WAITING_BYTES: usize = 64 << 20;

/// More threads than this bring nothing.
const MOST_THREADS: usize = 256;

/// `dibao extract`.
pub(crate) fn extract(args: &Extract) -> Result<ExitCode, Failure> {
    let began = Instant::now();
    // for as long as the program runs: threads may outlive the run when it is stopped
    let options: &'static Options = Box::leak(Box::new(args.reading.options()?));
    let extractor = args.reading.extractor()?;
    let paths = match (&options.manifest, args.files.is_empty()) {
        (Some(manifest), true) => manifest.files(),
        (None, true) => vec!["-".into()],
        _ => args.files.clone(),
    };
    let inputs = Inputs::new(&paths, options);
    let target = target(args, &inputs)?;
    let inputs = target.apart(&paths, inputs)?;
    let (writer, progress) = target.open(&run(args, extractor, target.format), start(args))?;
    let before = progress.documents;
    let (bar, seen, several) = (bar(args, &inputs), inputs.seen(), inputs.several());
    let skipped: Arc<Mutex<Skipped>> = Arc::default();
    let told = Arc::clone(&skipped);
    let tell = Box::new(move |inputs: &Inputs<'static>| told.lock().unwrap_or_else(PoisonError::into_inner).clone_from(inputs.skipped()));
    let unread = Unread::new(inputs, &progress, tell).map_err(|message| Failure { message, code: 1 })?;
    let work = Reading { extractor, options, format: target.format, with_text: args.with_text || annotates(target.format), before, kept: target.is_kept() };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if several { args.jobs.map_or(cores, |n| n as usize).min(MOST_THREADS) } else { 1 };
    let documents = pipeline::start(unread, threads, WAITING_BYTES, work)?;
    let mut writing = Writing {
        args,
        format: target.format,
        writer,
        progress,
        bar,
        seen,
        pending: (0, 0),
        part: (String::new(), Part::default()),
        signals: Signals::listen()?,
    };
    let ended = writing.all(&documents);
    writing.bar.finish_and_clear();
    let progress = &writing.progress;
    let code = match ended {
        // a closed pipe is the reader's wish
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
        Err(stop) => return Err(stop.failure(&target, progress)),
        Ok(()) => match (progress.failed, progress.documents) {
            (0, _) => ExitCode::SUCCESS,
            (failed, all) if failed == all => ExitCode::from(1),
            _ => ExitCode::from(3),
        },
    };
    if args.resume && progress.documents == before {
        say(&format!("this run is complete: nothing new to read, {before} documents were read before"));
    } else if !args.quiet && (several || target.is_kept()) {
        summary::print(progress, before, &skipped.lock().unwrap_or_else(PoisonError::into_inner), began.elapsed());
    }
    Ok(code)
}

/// What a resumed run must have in common with this one.
fn run(args: &Extract, extractor: &Extractor, format: Format) -> Run {
    Run {
        program: format!("dibao {}", env!("CARGO_PKG_VERSION")),
        rules: format!("{:016x}", extractor.rules().fingerprint()),
        options: format!("{:?} {format:?} with_text={}", args.reading, args.with_text),
    }
}

fn start(args: &Extract) -> Start {
    match (args.resume, args.force) {
        (true, _) => Start::Resume,
        (_, true) => Start::Replace,
        _ => Start::Anew,
    }
}

/// A bar on standard error, when that is a terminal and there is more than one document.
fn bar(args: &Extract, inputs: &Inputs<'_>) -> ProgressBar {
    if args.quiet || !inputs.several() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match inputs.total() {
        Some(total) => (ProgressBar::new(total), "{bar:30} {percent}% {msg} {binary_bytes_per_sec} {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg} {binary_bytes_per_sec}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Why a run ends early.
enum Stop {
    Output(io::Error),
    Inputs(String),
    Signal(u8),
}

impl Stop {
    fn failure(self, target: &Target<'_>, progress: &Progress) -> Failure {
        let documents = progress.documents;
        let rest = match self {
            _ if !target.is_kept() => String::new(),
            _ if target.goes_on() => format!("; {documents} documents are safely written, --resume goes on behind them"),
            Stop::Signal(_) => format!("; {documents} documents are written"),
            _ => String::new(),
        };
        match self {
            Stop::Output(error) => Failure { message: format!("the output cannot be written: {error}{rest}"), code: 1 },
            Stop::Inputs(message) => Failure { message, code: 1 },
            Stop::Signal(signal) => Failure { message: format!("stopped by a signal{rest}"), code: 128 + signal },
        }
    }
}

/// A document that was worked on.
struct Document {
    name: String,
    source: String,
    digest: [u8; 32],
    rendered: io::Result<Rendered>,
    failure: Option<String>,
    records: BTreeMap<&'static str, u64>,
}

impl Document {
    fn weight(&self) -> usize {
        self.rendered.as_ref().map_or(0, Rendered::weight)
    }
}

/// The side that writes.
struct Writing<'a> {
    args: &'a Extract,
    format: Format,
    writer: Box<dyn Writer>,
    /// What is safely written.
    progress: Progress,
    bar: ProgressBar,
    seen: Arc<AtomicU64>,
    /// Documents and bytes since the last safe point.
    pending: (u64, usize),
    /// What was read of the file that the last document came from.
    part: (String, Part),
    signals: Signals,
}

impl Writing<'_> {
    fn all(&mut self, documents: &Ordered<Unread, Result<Document, String>>) -> Result<(), Stop> {
        let known = std::mem::take(&mut self.progress.sources);
        let mut now = self.progress.clone();
        let ended = loop {
            match documents.next(|done| done.as_ref().map_or(0, Document::weight)) {
                Next::Done(Ok(document)) => self.write(document, &known, &mut now)?,
                Next::Done(Err(message)) => break Err(Stop::Inputs(message)),
                Next::Tick => {}
                Next::End => break Ok(()),
                Next::Broken => break Err(Stop::Inputs("internal error: a thread broke off".to_owned())),
            }
            if let Some(signal) = self.signals.caught() {
                break Err(Stop::Signal(signal));
            }
        };
        // what was finished stays, also when the run stops here
        now.finished = ended.is_ok();
        let closed = if ended.is_ok() { self.writer.finish(&now) } else { self.writer.commit(&now) };
        closed.map_err(Stop::Output)?;
        self.progress = now;
        ended
    }

    fn write(&mut self, document: Document, known: &BTreeMap<String, Part>, now: &mut Progress) -> Result<(), Stop> {
        let Document { name, source, digest, rendered, failure, records } = document;
        let mut rendered = rendered.map_err(Stop::Output)?;
        self.pending = (self.pending.0 + 1, self.pending.1 + rendered.weight());
        if let (Format::Table, Some(_), Rendered::Bytes(bytes)) = (self.format, &self.args.output, &mut rendered)
            && anstream::ColorChoice::global() != anstream::ColorChoice::Always
        {
            *bytes = anstream::adapter::strip_bytes(bytes).into_vec();
        }
        self.writer.write(rendered).map_err(Stop::Output)?;
        if self.part.0 != source {
            self.part = (source.clone(), known.get(&source).cloned().unwrap_or_default());
        }
        add(&mut self.part.1, &digest);
        now.sources.insert(source, self.part.1.clone());
        now.documents += 1;
        for (kind, count) in records {
            *now.records.entry(kind.to_owned()).or_default() += count;
        }
        if let Some(message) = failure {
            now.failed += 1;
            if !self.args.quiet {
                self.bar.suspend(|| say(&format!("{name}: {message}")));
            }
        }
        if self.pending.0 >= SAFE_DOCUMENTS || self.pending.1 >= SAFE_BYTES {
            self.pending = (0, 0);
            self.writer.commit(now).map_err(Stop::Output)?;
            now.sources.clear();
            self.progress = now.clone();
            self.bar.set_position(self.seen.load(Ordering::Relaxed));
            self.bar.set_message(format!("{} documents, {} failed", now.documents, now.failed));
        }
        Ok(())
    }
}

/// Whether a format has no use without the text that its places lie in.
fn annotates(format: Format) -> bool {
    matches!(format, Format::LabelStudio | Format::WebAnnotation)
}

/// The side that reads: what a thread needs to work on a document.
struct Reading {
    extractor: &'static Extractor,
    options: &'static Options,
    format: Format,
    with_text: bool,
    /// Documents that the output held before.
    before: u64,
    /// Whether the content of inputs is remembered.
    kept: bool,
}

impl Work for Reading {
    type Item = Fresh;
    type Done = Result<Document, String>;

    fn work(&self, number: u64, item: Fresh) -> Self::Done {
        let (source, item) = item?;
        let name = item.id.clone();
        // a fault of this program in one document must not cost a run its others
        let digest = if self.kept { guarded(|| self.options.digest(&item)).unwrap_or_default() } else { [0; 32] };
        let outcome = guarded(|| self.read(item)).unwrap_or_else(|message| self.failed(&name, message));
        let render = |outcome: &Outcome| guarded(|| self.format.render(self.before + number + 1, outcome));
        let (outcome, rendered) = match render(&outcome) {
            Ok(rendered) => (outcome, rendered),
            Err(message) => {
                let outcome = self.failed(&name, message);
                let rendered = self.format.render(self.before + number + 1, &outcome);
                (outcome, rendered)
            }
        };
        let mut records = BTreeMap::new();
        for record in outcome.result.iter().flat_map(|found| &found.records) {
            *records.entry(record.data.type_name()).or_default() += 1;
        }
        Ok(Document { name, source, digest, rendered, failure: outcome.result.err(), records })
    }

    fn weight(&self, done: &Self::Done) -> usize {
        done.as_ref().map_or(0, Document::weight)
    }
}

impl Reading {
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
