//! The native part of the Python package: texts in, JSON and Arrow out. What users see is written in Python beside it.

mod arrow;
mod batch;
mod guard;

use dibao::input::{Markup, Options, Row};
use dibao::{Context, Error, ErrorKind, export};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// An extractor, shared by all threads.
#[pyclass(frozen, module = "dibao._dibao")]
struct Native {
    extractor: Arc<dibao::Extractor>,
    max_bytes: usize,
}

/// Why something failed: message, kind, and problems of rules with file and line.
#[derive(Debug, Clone)]
struct Failure {
    message: String,
    kind: &'static str,
    diagnostics: Vec<(String, usize, String)>,
}

impl Failure {
    fn internal(message: String) -> Self {
        Failure { message, kind: "internal", diagnostics: Vec::new() }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Rules => "rules",
            ErrorKind::Context => "context",
            ErrorKind::Input => "input",
            ErrorKind::TooLarge => "too_large",
            _ => "internal",
        };
        let diagnostics = error.diagnostics().iter().map(|d| (d.file.clone(), d.line, d.message.clone())).collect();
        Failure { message: error.to_string(), kind, diagnostics }
    }
}

impl Failure {
    /// The `DibaoError` of the package.
    fn object(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        py.import("dibao._errors")?.getattr("DibaoError")?.call1((self.message, self.kind, self.diagnostics))
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        Python::attach(|py| failure.object(py).map_or_else(|error| error, PyErr::from_value))
    }
}

/// What the caller knows of all documents: publisher, day, place.
type Known = (Option<String>, Option<String>, Option<String>);

/// A document with its name, day and place.
type Told = (String, Option<String>, Option<String>, Option<String>);

impl Native {
    /// How documents are read; a place that does not exist and a day that is none are errors.
    fn options(&self, (publisher, published, place): Known, markup: &str) -> Result<Options, Failure> {
        let mut base = Context::default();
        if let Some(day) = published {
            base = base.published_str(&day)?;
        }
        if let Some(place) = place {
            self.extractor.places(&place, &base)?;
            base = base.place(&place);
        }
        base.publisher = publisher;
        let markup = match markup {
            "text" => Markup::Plain,
            "html" => Markup::Html,
            other => return Err(Failure { kind: "context", ..Failure::internal(format!("markup is \"text\" or \"html\", not {other:?}")) }),
        };
        Ok(Options { base, markup, max_bytes: self.max_bytes, ..Options::default() })
    }
}

fn row((text, id, date, place): Told) -> Row {
    Row { text, id, date, place, ..Row::default() }
}

#[pymethods]
impl Native {
    #[new]
    fn new(py: Python<'_>, rules: Option<PathBuf>, max_bytes: usize, max_records: usize) -> Result<Self, Failure> {
        py.detach(|| {
            let mut builder = dibao::Extractor::builder().max_document_bytes(max_bytes).max_records(max_records);
            if let Some(folder) = rules {
                builder = builder.rules(folder);
            }
            Ok(Native { extractor: Arc::new(builder.build()?), max_bytes })
        })
    }

    /// Documents to JSON, in order; a failed one gives a `DibaoError`. The interpreter is free meanwhile.
    fn batch<'py>(&self, py: Python<'py>, documents: Vec<Told>, known: Known, markup: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let options = self.options(known, markup)?;
        let done = py.detach(|| documents.into_iter().map(|told| batch::json(&self.extractor, &options, row(told))).collect::<Vec<_>>());
        let object = |one: Result<(String, String), Failure>| match one {
            Ok(found) => Ok(found.into_pyobject(py)?.into_any()),
            Err(failure) => failure.object(py),
        };
        done.into_iter().map(object).collect()
    }

    /// Reads any Arrow data and gives records as a stream.
    #[pyo3(signature = (data, columns, known, markup, table, threads))]
    fn arrow(
        &self,
        data: pyo3_arrow::input::AnyRecordBatch,
        columns: arrow::Columns,
        known: Known,
        markup: &str,
        table: Option<&str>,
        threads: usize,
    ) -> PyResult<pyo3_arrow::PyRecordBatchReader> {
        let made = arrow::Made::named(table)?;
        let options = self.options(known, markup)?;
        let reader = arrow::Reader::new(data.into_reader()?, columns, Arc::clone(&self.extractor), options, made, threads)?;
        Ok(pyo3_arrow::PyRecordBatchReader::new(Box::new(reader)))
    }

    /// What happened in the sentence that holds character `at`, as JSON.
    fn explain(&self, py: Python<'_>, text: &str, at: usize, known: Known) -> Result<String, Failure> {
        let base = self.options(known, "text")?.base;
        py.detach(|| {
            let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
            let told = guard::guarded(|| self.extractor.explain(text, &base, byte))?;
            serde_json::to_string(&told).map_err(|error| Failure::internal(error.to_string()))
        })
    }

    /// The page to look at, of a document that was read.
    fn view(&self, py: Python<'_>, text: &str, json: &str) -> Result<String, Failure> {
        py.detach(|| {
            let found = serde_json::from_str(json).map_err(|error| Failure::internal(error.to_string()))?;
            guard::guarded(|| export::view(&[export::Sheet::new(&self.extractor, text, &found)]))
        })
    }
}

/// The JSON Schema of a document.
#[pyfunction]
fn schema() -> String {
    schemars::schema_for!(dibao::Extraction).to_value().to_string()
}

/// Names of the tables that Arrow has.
#[pyfunction]
fn tables() -> Vec<&'static str> {
    export::Shape::names().collect()
}

/// The Arrow schema of a table, or of all records.
#[pyfunction]
#[pyo3(name = "arrow_schema")]
fn schema_of(table: Option<&str>) -> Result<pyo3_arrow::PySchema, Failure> {
    Ok(pyo3_arrow::PySchema::new(arrow::Made::named(table)?.schema()))
}

#[pymodule]
fn _dibao(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("MAX_DOCUMENT_BYTES", dibao::MAX_DOCUMENT_BYTES)?;
    module.add("MAX_RECORDS", dibao::MAX_RECORDS)?;
    module.add_class::<Native>()?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    module.add_function(wrap_pyfunction!(tables, module)?)?;
    module.add_function(wrap_pyfunction!(schema_of, module)?)
}
