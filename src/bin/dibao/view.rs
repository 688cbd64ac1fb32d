//! `dibao view`: one page for some documents, a folder of pages for many.

use crate::args::View;
use crate::{Failure, guard, say};
use dibao::Extractor;
use dibao::export::{Entry, MAX_DOCUMENTS, Sheet, Written, plain, view as whole, view_index, view_of, written, wrote};
use dibao::input::{Inputs, Item, Options};
use dibao::record::Source;
use std::fs;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// Documents of a folder of pages that are held in memory at once.
const CHUNK: usize = 256;

/// What is to be shown: a document to read, or one that was read earlier.
enum Shown {
    Item(Item),
    Written(Box<Written>),
}

/// A document ready to be shown, and the message of one that failed.
struct Done {
    sheet: Sheet,
    failure: Option<String>,
}

pub(crate) fn view(args: &View) -> Result<ExitCode, Failure> {
    if let [file] = &args.files[..]
        && is_database(file)
    {
        let page = dibao::ledger::view(file)?;
        return match &args.output {
            Some(path) => Target { args, path }.write("", &page).map(|()| ExitCode::SUCCESS),
            None => crate::write_out(&page),
        };
    }
    let options = args.reading.options()?;
    let extractor = args.reading.extractor()?;
    let mut shown = documents(&args.files, &options)?;
    let folder = args.output.as_deref().filter(|path| path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/'));
    if let Some(folder) = folder {
        let target = Target { args, path: folder };
        return pages(extractor, &options, &mut shown, &target);
    }
    let some: Vec<Shown> = shown.by_ref().take(MAX_DOCUMENTS + 1).collect();
    if some.len() > MAX_DOCUMENTS {
        return Err(Failure::usage(format!("more than {MAX_DOCUMENTS} documents are too many for one page: name a folder for pages with -o FOLDER/")));
    }
    let done = sheets(extractor, &options, some);
    match &done[..] {
        [] => return Err(Failure::usage("nothing to show: no document in the inputs")),
        [Done { failure: Some(message), .. }] => return Err(Failure { message: message.clone(), code: 1 }),
        _ => {}
    }
    let failed = told(&done);
    let all = done.len();
    let page = whole(&done.into_iter().map(|d| d.sheet).collect::<Vec<_>>());
    match &args.output {
        Some(path) => Target { args, path }.write("", &page)?,
        None if std::io::stdout().is_terminal() => _ = crate::write_out(&page.lines().map(plain).collect::<Vec<_>>().join("\n"))?,
        None => _ = crate::write_out(&page)?,
    }
    Ok(code(failed, all))
}

/// Whether a file is a database: a ledger is, no document is.
fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"SQLite format 3\0"
}

/// The page or the folder that is written.
struct Target<'a> {
    args: &'a View,
    path: &'a Path,
}

impl Target<'_> {
    /// Writes one page, but over nothing that is an input or that somebody else wrote.
    fn write(&self, name: &str, page: &str) -> Result<(), Failure> {
        let path = if name.is_empty() { self.path.to_owned() } else { self.path.join(name) };
        let told = |why: &dyn std::fmt::Display| unwritten(&path, why);
        if self.args.files.iter().any(|file| same_file::is_same_file(&path, file).unwrap_or(false)) {
            return Err(told(&"it is the input too, and would be lost: name another output"));
        }
        if !self.args.force && path.is_file() && !wrote(&path).map_err(|error| told(&error))? {
            return Err(told(&"it exists, and dibao did not write it: name another output, or use --force to replace it"));
        }
        fs::write(&path, page).map_err(|error| told(&error))
    }
}

/// Writes a page for each document, and the index that leads to them.
fn pages(extractor: &Extractor, options: &Options, shown: &mut dyn Iterator<Item = Shown>, target: &Target<'_>) -> Result<ExitCode, Failure> {
    fs::create_dir_all(target.path).map_err(|error| unwritten(target.path, &error))?;
    let (mut entries, mut failed): (Vec<Entry>, usize) = (Vec::new(), 0);
    loop {
        let chunk: Vec<Shown> = shown.take(CHUNK).collect();
        if chunk.is_empty() {
            break;
        }
        let done = sheets(extractor, options, chunk);
        failed += told(&done);
        for one in done {
            let name = format!("{:05}.html", entries.len() + 1);
            target.write(&name, &view_of(&one.sheet, "index.html"))?;
            entries.push(one.sheet.into_entry(&name));
        }
    }
    target.write("index.html", &view_index(&entries))?;
    Ok(code(failed, entries.len()))
}

fn unwritten(path: &Path, why: &dyn std::fmt::Display) -> Failure {
    Failure { message: format!("{}: {why}", path.display()), code: 1 }
}

/// Tells of the failed ones, and counts them.
fn told(done: &[Done]) -> usize {
    done.iter().filter_map(|one| one.failure.as_ref()).inspect(|message| say(message)).count()
}

fn code(failed: usize, all: usize) -> ExitCode {
    ExitCode::from(if failed == 0 {
        0
    } else if failed == all {
        1
    } else {
        3
    })
}

/// The documents of all inputs, in order.
fn documents<'a>(files: &'a [PathBuf], options: &'a Options) -> Result<Box<dyn Iterator<Item = Shown> + 'a>, Failure> {
    let mut parts: Vec<Box<dyn Iterator<Item = Shown> + 'a>> = Vec::new();
    for file in files {
        match earlier(file, options.max_bytes)? {
            Some(all) => parts.push(Box::new(all.into_iter().map(|one| Shown::Written(Box::new(one))))),
            // pages and records that lie in a folder of documents are none of them
            None => parts.push(Box::new(Inputs::new(std::slice::from_ref(file), options).leave(Box::new(own)).map(Shown::Item))),
        }
    }
    Ok(Box::new(parts.into_iter().flatten()))
}

/// Why a file of a folder is left out, when dibao wrote it.
fn own(path: &Path) -> Option<String> {
    let kind = ["json", "jsonl", "ndjson", "html", "htm"].iter().any(|known| path.extension().is_some_and(|e| e.eq_ignore_ascii_case(known)));
    let held = path.metadata().is_ok_and(|meta| meta.len() > 0);
    (kind && held && wrote(path).unwrap_or(false)).then(|| "written by dibao".to_owned())
}

/// The documents of a file that `extract` wrote; `None` when it is none.
fn earlier(path: &Path, most: usize) -> Result<Option<Vec<Written>>, Failure> {
    let named = path.extension().is_some_and(|e| ["json", "jsonl", "ndjson"].iter().any(|known| e.eq_ignore_ascii_case(known)));
    if !named || !path.is_file() {
        return Ok(None);
    }
    let failure = |error: &dyn std::fmt::Display| unwritten(path, error);
    let open = || fs::File::open(path).map_err(|error| failure(&error));
    if !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) {
        let mut first = Vec::new();
        BufReader::new(open()?.take(most as u64)).read_until(b'\n', &mut first).map_err(|error| failure(&error))?;
        if written(&first).is_none() {
            return Ok(None);
        }
    }
    let mut bytes = Vec::new();
    open()?.read_to_end(&mut bytes).map_err(|error| failure(&error))?;
    written(&bytes).transpose().map_err(|error| failure(&error))
}

fn sheets(extractor: &Extractor, options: &Options, shown: Vec<Shown>) -> Vec<Done> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let size = shown.len().div_ceil(threads).max(1);
    let mut shown = shown.into_iter().peekable();
    let mut parts: Vec<Vec<Shown>> = Vec::new();
    while shown.peek().is_some() {
        parts.push(shown.by_ref().take(size).collect());
    }
    thread::scope(|scope| {
        let all = |part: Vec<Shown>| part.into_iter().map(|one| sheet(extractor, options, one)).collect::<Vec<_>>();
        let working: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || all(part))).collect();
        working.into_iter().flat_map(|one| one.join().unwrap_or_default()).collect()
    })
}

fn sheet(extractor: &Extractor, options: &Options, shown: Shown) -> Done {
    let name = match &shown {
        Shown::Item(item) => item.id.clone(),
        Shown::Written(one) => one.source.id.clone().unwrap_or_default(),
    };
    match guard::guarded(|| read(extractor, options, shown)).unwrap_or_else(Err) {
        Ok(sheet) => Done { sheet, failure: None },
        Err(message) => Done { sheet: Sheet::failed(&Source::named(&name), &message), failure: Some(format!("{name}: {message}")) },
    }
}

fn read(extractor: &Extractor, options: &Options, shown: Shown) -> Result<Sheet, String> {
    match shown {
        Shown::Item(item) => {
            let loaded = options.load(item).map_err(|error| error.to_string())?;
            let found = extractor.extract(&loaded.text, &loaded.context).map_err(|error| error.to_string())?;
            Ok(Sheet::new(extractor, &loaded.text, &found))
        }
        Shown::Written(one) => Ok(Sheet::new(extractor, one.text.as_deref().unwrap_or_default(), &one.result?)),
    }
}
