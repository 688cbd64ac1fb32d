//! Where records go, and how that is told by names.

use crate::Failure;
use crate::args::{Extract, Written};
use dibao::export::{Format, Packing, Progress, Run, Start, Stream, Writer, plain_json, wrote};
use dibao::input::Inputs;
use same_file::Handle;
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Extensions with a meaning of their own: a file of another format must not bear one.
const OTHERS: &[&str] = &["csv", "tsv", "xls", "ods", "html", "htm", "xml", "pdf", "doc", "docx", "zip", "parquet", "gz", "zst"];

/// The place that records go to.
pub(crate) struct Target<'a> {
    /// The file or folder; none for standard output.
    pub(crate) path: Option<&'a Path>,
    pub(crate) format: Format,
    packing: Packing,
}

/// The extension in lower case, that under a packing's for a packed file.
fn extension(path: &Path) -> String {
    let bare = if Packing::of(path) == Packing::Plain { path.to_owned() } else { path.with_extension("") };
    bare.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The format that an extension tells.
fn told(extension: &str) -> Option<Written> {
    Some(match extension {
        "sqlite" | "sqlite3" | "db" => Written::Sqlite,
        "jsonl" | "ndjson" => Written::Jsonl,
        "json" => Written::Json,
        "xlsx" => Written::Xlsx,
        _ => return None,
    })
}

/// A pipe, a terminal, `/dev/null`: nothing that is kept.
fn is_device(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| !meta.is_file() && !meta.is_dir())
}

/// The output asked for: its format is the one asked for, or told by its name, or fit for the inputs.
pub(crate) fn target<'a>(args: &'a Extract, inputs: &Inputs<'_>) -> Result<Target<'a>, Failure> {
    let path = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let all_parquet = path.is_some_and(|path| path.file_name().is_some_and(|name| name == "*.parquet"));
    let path = if all_parquet { path.and_then(Path::parent) } else { path };
    let plain = if inputs.several() { Written::Jsonl } else { Written::Json };
    let written = match (path, args.format) {
        (Some(_), None) if all_parquet => Written::Parquet,
        (Some(path), format) if !is_device(path) => by_name(path, format)?,
        (_, Some(format)) => format,
        (None, None) if io::stdout().is_terminal() => Written::Table,
        (_, None) => plain,
    };
    if args.excel && written != Written::Csv {
        return Err(Failure::usage("--excel goes with --format csv"));
    }
    if path.is_none_or(is_device) && matches!(written, Written::Csv | Written::Sqlite | Written::Parquet | Written::Xlsx) {
        return Err(Failure::usage("this format needs a place to write to: -o FOLDER for csv and parquet, -o FILE.sqlite for sqlite, -o FILE.xlsx for xlsx"));
    }
    if args.resume && path.is_none_or(is_device) {
        return Err(Failure::usage("--resume goes with an output that stays: -o FILE"));
    }
    let format = match written {
        Written::Json if inputs.several() => Format::Array,
        Written::Json => Format::Json,
        Written::Jsonl => Format::Jsonl,
        Written::Table => Format::Table,
        Written::Csv if args.excel => Format::Excel,
        Written::Csv => Format::Csv,
        Written::Sqlite => Format::Sqlite,
        Written::Xlsx => Format::Xlsx,
        Written::LabelStudio => Format::LabelStudio,
        Written::WebAnnotation => Format::WebAnnotation,
        #[cfg(feature = "arrow")]
        Written::Parquet => Format::Parquet,
        #[cfg(not(feature = "arrow"))]
        Written::Parquet => return Err(Failure::usage("this build writes no Parquet: build with --features cli,arrow")),
    };
    Ok(Target { path, format, packing: path.map(Packing::of).unwrap_or_default() })
}

/// The format for an output that is kept; its name must not promise another.
fn by_name(path: &Path, format: Option<Written>) -> Result<Written, Failure> {
    let (extension, packed) = (extension(path), Packing::of(path) != Packing::Plain);
    let told = told(&extension);
    let folder = path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/");
    let refuse = |why: &str| Err(Failure::usage(format!("{}: {why}", path.display())));
    let written = match (format, told) {
        (None, _) if folder => Written::Csv,
        (None, Some(told)) => told,
        (None, None) if extension == "csv" => return refuse("csv is a folder with a file for each type of record: name a folder, as -o tables/"),
        (None, None) if extension == "parquet" => return refuse("parquet is a folder with a file for each table: name -o 'FOLDER/*.parquet'"),
        (None, None) => return refuse("its name tells no format that is written: name it .json, .jsonl, .sqlite, .xlsx, or a folder for csv, or say --format"),
        (Some(format), _) => format,
    };
    let mismatch = told.is_some_and(|told| told != written && !is_form_of(written, told)) || told.is_none() && OTHERS.contains(&extension.as_str());
    match written {
        Written::Csv | Written::Parquet if path.is_dir() => Ok(written),
        _ if mismatch && written == Written::Csv => refuse("csv is a folder with a file for each type of record: name a folder, as -o tables/"),
        _ if mismatch => refuse("its name promises another format than --format says"),
        Written::Csv | Written::Sqlite | Written::Parquet | Written::Xlsx if packed => refuse("only json and jsonl are written packed"),
        Written::Csv | Written::Parquet => Ok(written),
        _ if folder => refuse("it is a folder: name a file in it"),
        _ => Ok(written),
    }
}

/// Annotations are JSON, and lines of it.
fn is_form_of(written: Written, told: Written) -> bool {
    matches!((written, told), (Written::LabelStudio, Written::Json) | (Written::WebAnnotation, Written::Jsonl))
}

impl Target<'_> {
    /// Whether something is left of a run that a later one can go on with.
    pub(crate) fn is_kept(&self) -> bool {
        self.path.is_some_and(|path| !is_device(path))
    }

    /// Whether a later run can go on with it.
    pub(crate) fn goes_on(&self) -> bool {
        #[cfg(feature = "arrow")]
        if self.format == Format::Parquet {
            return false;
        }
        self.format != Format::Xlsx
    }

    /// Opens it.
    pub(crate) fn open(&self, run: &Run, start: Start) -> Result<(Box<dyn Writer>, Progress), Failure> {
        let named = |path: &Path, error: io::Error| Failure { message: format!("{}: {error}", path.display()), code: 1 };
        match self.path {
            Some(path) if is_device(path) => {
                let file = File::options().write(true).open(path).map_err(|error| named(path, error))?;
                Ok((Box::new(Stream::new(io::BufWriter::new(file), self.format)), Progress::default()))
            }
            Some(path) => self.format.open(path, self.packing, run, start).map_err(|error| named(path, error)),
            None => Ok((self.standard(), Progress::default())),
        }
    }

    fn standard(&self) -> Box<dyn Writer> {
        let stdout = io::BufWriter::with_capacity(1 << 16, io::stdout());
        match self.format {
            Format::Table => Box::new(Stream::new(anstream::AutoStream::auto(io::stdout()), self.format)),
            _ if io::stdout().is_terminal() => Box::new(Stream::new(Plain(stdout), self.format)),
            _ => Box::new(Stream::new(stdout, self.format)),
        }
    }

    /// The files that it is made of, as far as they are there.
    fn files(&self) -> Vec<Handle> {
        let tables =
            |folder: &Path, end: &str| dibao::export::TABLES.iter().map(|table| folder.join(format!("{}.{end}", table.name))).collect::<Vec<PathBuf>>();
        let paths = match (self.path, self.format) {
            (Some(folder), Format::Csv | Format::Excel) => tables(folder, "csv"),
            #[cfg(feature = "arrow")]
            (Some(folder), Format::Parquet) => tables(folder, "parquet"),
            (Some(path), _) => vec![path.to_owned()],
            (None, _) => return Handle::stdout().into_iter().filter(|h| h.as_file().metadata().is_ok_and(|m| m.is_file())).collect(),
        };
        paths.iter().filter(|path| path.is_file()).flat_map(Handle::from_path).collect()
    }

    /// Leaves this output, and what dibao wrote before, out of the inputs. An input that was named and is the output is refused:
    /// by identity, so that links and relative paths make no difference.
    pub(crate) fn apart<'i>(&self, named: &[PathBuf], inputs: Inputs<'i>) -> Result<Inputs<'i>, Failure> {
        let files = self.files();
        for input in named {
            let handle = if input.as_os_str() == "-" { Handle::stdin() } else { Handle::from_path(input) };
            if handle.is_ok_and(|handle| files.contains(&handle)) {
                return Err(Failure::usage(format!("{}: it is the output too, and would be lost: name another output", input.display())));
            }
        }
        Ok(inputs.leave(Box::new(move |path| {
            let own = matches!(extension(path).as_str(), "json" | "jsonl" | "ndjson" | "csv" | "html" | "htm");
            if !files.is_empty() && Handle::from_path(path).is_ok_and(|handle| files.contains(&handle)) {
                Some("the output of this run".to_owned())
            } else {
                (own && path.metadata().is_ok_and(|meta| meta.len() > 0) && wrote(path).unwrap_or(false)).then(|| "written by dibao".to_owned())
            }
        })))
    }
}

/// Shows JSON on a terminal that strangers' control characters must not drive.
struct Plain<W>(W);

impl<W: Write> Write for Plain<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(plain_json(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
