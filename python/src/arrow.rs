//! Arrow in, Arrow out: batch after batch, on several threads, in order.

use crate::{Failure, batch};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StringArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use dibao::Extractor;
use dibao::export::{Batches, Format, Rendered, Shape, arrow_lines};
use dibao::input::{Options, Row};
use pyo3::FromPyObject;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// A piece of work: so many rows, or so many bytes of text.
const ROWS: usize = 512;
const BYTES: usize = 256 << 10;

/// Pieces for each thread that are worked on before any is given.
const AHEAD: usize = 4;

/// Names of the columns that hold documents: text, id, published, place.
#[derive(FromPyObject)]
pub(crate) struct Columns(String, Option<String>, Option<String>, Option<String>);

/// What comes out.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    /// Tables of records.
    Table(Shape),
    /// JSON lines as the program writes them, in one column.
    Lines,
}

impl Made {
    pub(crate) fn named(table: Option<&str>) -> Result<Self, Failure> {
        match table {
            None => Ok(Made::Table(Shape::All)),
            Some("lines") => Ok(Made::Lines),
            Some(name) => Shape::checked(name).map(Made::Table).ok_or_else(|| {
                let known: Vec<_> = Shape::names().chain(["lines"]).collect();
                Failure { kind: "context", ..Failure::internal(format!("there is no table {name:?}: it is one of {}", known.join(", "))) }
            }),
        }
    }

    pub(crate) fn schema(self) -> SchemaRef {
        match self {
            Made::Table(shape) => Batches::new(shape).schema(),
            Made::Lines => Arc::new(Schema::new(vec![Field::new("line", DataType::Utf8, false)])),
        }
    }
}

/// Documents of a batch.
struct Documents {
    text: ArrayRef,
    told: [Option<ArrayRef>; 3],
    /// Rows that were given out.
    taken: usize,
}

impl Documents {
    fn new(batch: &RecordBatch, columns: &Columns) -> Result<Self, ArrowError> {
        let strings = |name: &str| cast(batch.column(batch.schema().index_of(name)?), &DataType::Utf8View);
        let maybe = |name: &Option<String>| name.as_deref().map(strings).transpose();
        Ok(Documents { text: strings(&columns.0)?, told: [maybe(&columns.1)?, maybe(&columns.2)?, maybe(&columns.3)?], taken: 0 })
    }

    /// The next rows that make a piece of work.
    fn piece(&mut self) -> Option<(usize, usize)> {
        let (start, texts) = (self.taken, self.text.as_string_view());
        let mut bytes = 0;
        while self.taken < texts.len() && self.taken - start < ROWS && bytes < BYTES {
            bytes += texts.is_valid(self.taken).then(|| texts.value(self.taken).len()).unwrap_or_default();
            self.taken += 1;
        }
        (self.taken > start).then_some((start, self.taken))
    }

    fn row(&self, at: usize) -> Result<Row, (Option<String>, String)> {
        let value = |array: &ArrayRef| array.is_valid(at).then(|| array.as_string_view().value(at).to_owned());
        let [id, date, place] = self.told.each_ref().map(|column| column.as_ref().and_then(value));
        match value(&self.text) {
            Some(text) => Ok(Row { text, id, date, place, ..Row::default() }),
            None => Err((id, "no text: it is null".to_owned())),
        }
    }
}

/// How documents become batches.
struct Work {
    extractor: Arc<Extractor>,
    options: Options,
    made: Made,
}

impl Work {
    fn piece(&self, documents: &Documents, (from, to): (usize, usize)) -> std::io::Result<Vec<RecordBatch>> {
        let outcomes = (from..to).map(|at| batch::outcome(&self.extractor, &self.options, documents.row(at)));
        let mut out = Vec::new();
        match self.made {
            Made::Table(shape) => {
                let mut batches = Batches::new(shape);
                for outcome in outcomes {
                    batches.decode(&arrow_lines(shape, 0, &outcome)?, |full| {
                        out.push(full);
                        Ok(())
                    })?;
                }
                out.extend(batches.flush()?);
            }
            Made::Lines => {
                let mut text = String::new();
                for outcome in outcomes {
                    let Rendered::Bytes(bytes) = Format::Jsonl.render(0, &outcome)? else { continue };
                    text.push_str(&String::from_utf8_lossy(&bytes));
                }
                let column = Arc::new(text.lines().map(Some).collect::<StringArray>()) as ArrayRef;
                out.push(RecordBatch::try_new(self.made.schema(), vec![column]).map_err(std::io::Error::other)?);
            }
        }
        Ok(out)
    }
}

/// The stream of records.
pub(crate) struct Reader {
    input: Box<dyn RecordBatchReader + Send>,
    columns: Columns,
    work: Work,
    threads: usize,
    schema: SchemaRef,
    current: Option<Documents>,
    ready: VecDeque<RecordBatch>,
}

impl Reader {
    pub(crate) fn new(
        input: Box<dyn RecordBatchReader + Send>,
        columns: Columns,
        extractor: Arc<Extractor>,
        options: Options,
        made: Made,
        threads: usize,
    ) -> Result<Self, Failure> {
        let names = [Some(&columns.0), columns.1.as_ref(), columns.2.as_ref(), columns.3.as_ref()];
        let (schema, known) = (input.schema(), |name: &String| input.schema().index_of(name).is_ok());
        if let Some(name) = names.into_iter().flatten().find(|name| !known(name)) {
            let has: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            return Err(Failure { kind: "input", ..Failure::internal(format!("there is no column {name:?}: the data has {}", has.join(", "))) });
        }
        let work = Work { extractor, options, made };
        Ok(Reader { input, columns, work, threads: threads.max(1), schema: made.schema(), current: None, ready: VecDeque::new() })
    }

    /// Works on the next pieces of the current batch.
    fn pieces(&mut self) -> Result<(), ArrowError> {
        let Some(documents) = &mut self.current else { return Ok(()) };
        let pieces: Vec<_> = std::iter::from_fn(|| documents.piece()).take(if self.threads == 1 { 1 } else { self.threads * AHEAD }).collect();
        let (work, documents) = (&self.work, &*documents);
        let (next, slots) = (AtomicUsize::new(0), pieces.iter().map(|_| Mutex::new(None)).collect::<Vec<_>>());
        let run = || {
            while let Some(piece) = pieces.get(next.load(Ordering::Relaxed)).map(|_| next.fetch_add(1, Ordering::Relaxed)).filter(|&i| i < pieces.len()) {
                *slots[piece].lock().unwrap_or_else(PoisonError::into_inner) = Some(work.piece(documents, pieces[piece]));
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads.min(pieces.len()) {
                scope.spawn(run);
            }
            run();
        });
        if pieces.is_empty() {
            self.current = None;
        }
        for slot in slots {
            let done = slot.into_inner().unwrap_or_else(PoisonError::into_inner);
            self.ready.extend(done.transpose()?.into_iter().flatten().filter(|batch| batch.num_rows() > 0));
        }
        Ok(())
    }

    fn next_batch(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(batch));
            }
            if self.current.is_none() {
                let Some(batch) = self.input.next().transpose()? else { return Ok(None) };
                self.current = Some(Documents::new(&batch, &self.columns)?);
            }
            self.pieces()?;
        }
    }
}

impl Iterator for Reader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_batch().transpose()
    }
}

impl RecordBatchReader for Reader {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
