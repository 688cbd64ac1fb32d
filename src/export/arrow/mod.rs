//! Arrow: the tables of CSV and SQLite with types, and with what these leave out.
//!
//! A row has the keys of its record as columns, those of its source as `source_…`; where it was read is the nested `evidence`, places
//! of its parts are `spans`, lists are lists. Exact numbers are decimals with 10 places; one with more is rounded there, and one that
//! does not fit is null: its words are in the column `…text`. The schema says by `dibao.schema` which contract it follows.

mod flat;
mod schema;

#[cfg(feature = "arrow")]
pub(super) use schema::tables;

use super::Outcome;
use crate::record::Source;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_json::reader::{Decoder, ReaderBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use schema::Column;
use serde::Serialize;
use std::io;
use std::sync::Arc;

/// Rows, and bytes of their lines, that are gathered at most.
const ROWS: usize = 8192;
const BYTES: usize = 8 << 20;

/// Which rows a table holds, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// One of the tables of [`TABLES`](super::TABLES) that are not lists of another, as Parquet has it: with the number of the document.
    Table(&'static str),
    /// Such a table, in which a failed document has a row too, with nothing but its source and its `error`.
    Checked(&'static str),
    /// All records, findings and notes as [`Format::Jsonl`](super::Format::Jsonl) has them, in order: the `type` of a row says which of the
    /// nested columns holds it; a failed document has the type `error`.
    All,
}

impl Shape {
    /// The table of this name, with errors.
    ///
    /// ```
    /// use dibao::export::Shape;
    /// assert_eq!(Shape::checked("offices"), Some(Shape::Checked("offices")));
    /// assert_eq!(Shape::checked("project_parties"), None);
    /// ```
    pub fn checked(name: &str) -> Option<Self> {
        Self::names().find(|known| *known == name).map(Shape::Checked)
    }

    /// The names of the tables.
    pub fn names() -> impl Iterator<Item = &'static str> {
        schema::tables().map(|(_, table, _)| table.name)
    }

    /// The types of rows that it holds.
    fn tags(self) -> Vec<&'static str> {
        match self {
            Shape::Table(name) | Shape::Checked(name) => schema::tables().filter(|(_, table, _)| table.name == name).map(|(.., tag)| tag).collect(),
            Shape::All => schema::tables().map(|(.., tag)| tag).filter(|tag| !matches!(*tag, "document" | "article")).collect(),
        }
    }
}

/// What begins every row's line.
#[derive(Serialize)]
struct Head<'a> {
    number: u64,
    source: &'a Source,
    r#type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

impl Head<'_> {
    /// A row with its object; a row without one has its head only.
    fn line(&self, out: &mut Vec<u8>, object: Option<&impl Serialize>) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        if let Some(object) = object {
            out.pop();
            out.extend_from_slice(b",\"");
            out.extend_from_slice(self.r#type.as_bytes());
            out.extend_from_slice(b"\":");
            serde_json::to_writer(&mut *out, object)?;
            out.push(b'}');
        }
        out.push(b'\n');
        Ok(())
    }
}

#[derive(Serialize)]
struct Text<'a> {
    text: Option<&'a str>,
}

/// The lines of a document for a table. Any thread can make them, and then [`Batches::decode`] takes them in order.
///
/// # Errors
/// When a value cannot be written; none of the crate's own values is such.
pub fn arrow_lines(shape: Shape, number: u64, outcome: &Outcome) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let tags = shape.tags();
    let found = match &outcome.result {
        Ok(found) => found,
        Err(message) => {
            let r#type = if shape == Shape::All { "error" } else { tags[0] };
            let told = !matches!(shape, Shape::Table(_)) || r#type == "document";
            let head = Head { number, source: &outcome.source, r#type, error: Some(message) };
            return if told { head.line(&mut out, None::<&()>).map(|()| out) } else { Ok(out) };
        }
    };
    let head = |r#type| Head { number, source: &found.source, r#type, error: None };
    if tags.contains(&"document") {
        head("document").line(&mut out, Some(&Text { text: outcome.text.as_deref() }))?;
    } else if shape == Shape::All && found.records.is_empty() {
        head("document").line(&mut out, None::<&()>)?;
    }
    if tags.contains(&"article") {
        found.articles.iter().try_for_each(|article| head("article").line(&mut out, Some(article)))?;
    }
    for record in found.records.iter().filter(|record| tags.contains(&record.data.type_name())) {
        head(record.data.type_name()).line(&mut out, Some(record))?;
    }
    if tags.contains(&"finding") {
        found.findings.iter().try_for_each(|finding| head("finding").line(&mut out, Some(finding)))?;
    }
    if tags.contains(&"unparsed") {
        found.unparsed.iter().try_for_each(|note| head("unparsed").line(&mut out, Some(note)))?;
    }
    Ok(out)
}

impl Shape {
    fn name(self) -> &'static str {
        match self {
            Shape::Table(name) | Shape::Checked(name) => name,
            Shape::All => "all",
        }
    }
}

/// Gathers documents, and gives them as Arrow.
///
/// ```
/// use dibao::export::{Batches, Outcome, Shape};
/// use dibao::{Context, Extractor};
/// let found = Extractor::new()?.extract("副市长杨胜跃带队督查。", &Context::default().place("株洲市"))?;
/// let outcome = Outcome { source: found.source.clone(), text: None, result: Ok(found) };
/// let mut offices = Batches::new(Shape::Checked("offices"));
/// let batch = offices.batch(1, &outcome)?;
/// assert_eq!(batch.num_rows(), 1);
/// assert!(batch.column_by_name("jurisdiction_code").is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Batches {
    shape: Shape,
    decoder: Decoder,
    schema: SchemaRef,
    /// Columns that stand beside the objects, and those of each object.
    beside: Vec<Column>,
    objects: Vec<(&'static str, Vec<Column>)>,
    /// Bytes of lines since the last batch.
    gathered: usize,
}

impl Batches {
    /// For tables of this shape.
    pub fn new(shape: Shape) -> Self {
        let tags = shape.tags();
        let mut row = vec![Field::new("number", DataType::Int64, true), schema::raw_source()];
        row.extend(["type", "error"].map(|name| Field::new(name, DataType::Utf8, true)));
        row.extend(tags.iter().map(|tag| schema::raw(tag)));
        let row = Fields::from(row);
        let head = |name: &str| Column::path(name, &[name]);
        let mut beside = schema::source_columns();
        match shape {
            Shape::Table(name) => {
                beside.insert(0, Column::path("document", &["number"]));
                beside.extend((name == "documents").then(|| head("error")));
            }
            Shape::Checked(_) => beside.push(head("error")),
            Shape::All => beside.extend([head("type"), head("error")]),
        }
        let objects: Vec<_> = schema::tables().filter(|(.., tag)| tags.contains(tag)).map(|(_, table, tag)| (tag, schema::columns(table, tag))).collect();
        let mut fields = flat::fields(&row, &beside);
        for (tag, columns) in &objects {
            let own = flat::fields(&row, columns);
            if shape == Shape::All { fields.push(Field::new(*tag, DataType::Struct(own.into()), true)) } else { fields.extend(own) }
        }
        // building fails for types that have no JSON only, and none of these is such
        let decoder = ReaderBuilder::new(Arc::new(Schema::new(row))).with_batch_size(ROWS).with_ignore_type_conflicts(true).build_decoder();
        let decoder = decoder.unwrap_or_else(|error| unreachable!("{error}"));
        Batches { shape, decoder, schema: Arc::new(schema::with_version(fields, shape.name())), beside, objects, gathered: 0 }
    }

    /// The schema of every batch.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Takes lines of [`arrow_lines`], and gives a batch whenever one is full.
    ///
    /// # Errors
    /// When they are none.
    pub fn decode(&mut self, mut lines: &[u8], mut full: impl FnMut(RecordBatch) -> io::Result<()>) -> io::Result<()> {
        while !lines.is_empty() {
            let taken = self.decoder.decode(lines).map_err(other)?;
            lines = &lines[taken..];
            self.gathered += taken;
            if !lines.is_empty() || self.gathered > BYTES {
                self.flush()?.map_or(Ok(()), &mut full)?;
            }
        }
        Ok(())
    }

    /// What was gathered and not given yet.
    ///
    /// # Errors
    /// When the last line was torn.
    pub fn flush(&mut self) -> io::Result<Option<RecordBatch>> {
        self.gathered = 0;
        let Some(batch) = self.decoder.flush().map_err(other)? else { return Ok(None) };
        self.flat(&StructArray::from(batch)).map(Some).map_err(other)
    }

    /// One document's rows.
    ///
    /// # Errors
    /// As [`arrow_lines`].
    pub fn batch(&mut self, number: u64, outcome: &Outcome) -> io::Result<RecordBatch> {
        let mut all = Vec::new();
        self.decode(&arrow_lines(self.shape, number, outcome)?, |batch| {
            all.push(batch);
            Ok(())
        })?;
        all.extend(self.flush()?);
        arrow_select::concat::concat_batches(&self.schema, &all).map_err(other)
    }

    fn flat(&self, row: &StructArray) -> Result<RecordBatch, ArrowError> {
        let mut columns = flat::arrays(row, &self.beside)?;
        for (tag, own) in &self.objects {
            let arrays = flat::arrays(row, own)?;
            if self.shape != Shape::All {
                columns.extend(arrays);
                continue;
            }
            let (_, DataType::Struct(fields)) = self.schema.column_with_name(tag).map_or((0, &DataType::Null), |(i, f)| (i, f.data_type())) else {
                return Err(ArrowError::SchemaError(format!("no column {tag}")));
            };
            let nulls = row.column_by_name(tag).and_then(|object| object.nulls().cloned());
            columns.push(Arc::new(StructArray::try_new(fields.clone(), arrays, nulls)?) as ArrayRef);
        }
        RecordBatch::try_new(self.schema(), columns)
    }
}

fn other(error: ArrowError) -> io::Error {
    io::Error::other(error)
}
