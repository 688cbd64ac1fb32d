//! From arrays that are nested as the JSON is to flat columns.

use super::schema::{Column, Take, list, map};
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, ArrayRef, Int64Array, ListArray, MapArray, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use std::sync::Arc;

/// Columns of a span, as CSV names them.
const SPAN: [(&str, &str, usize); 4] = [("char_start", "chars", 0), ("char_end", "chars", 1), ("byte_start", "bytes", 0), ("byte_end", "bytes", 1)];

fn span_fields() -> Fields {
    SPAN.iter().map(|(name, ..)| Field::new(*name, DataType::Int64, true)).collect()
}

fn is_span(fields: &Fields) -> bool {
    fields.len() == 2 && fields.find("bytes").is_some() && fields.find("chars").is_some()
}

/// The type of a column when its spans are flat.
fn flat_type(raw: &DataType) -> DataType {
    match raw {
        DataType::Struct(fields) if is_span(fields) => DataType::Struct(span_fields()),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(|f| f.as_ref().clone().with_data_type(flat_type(f.data_type()))).collect()),
        DataType::List(item) => list(flat_type(item.data_type())),
        DataType::Map(entries, _) => match entries.data_type() {
            DataType::Struct(entry) => map(flat_type(entry[1].data_type())),
            other => other.clone(),
        },
        other => other.clone(),
    }
}

/// The type under some keys of the row.
fn raw_type<'a>(row: &'a Fields, path: &[String]) -> Option<&'a DataType> {
    let (first, rest) = path.split_first()?;
    let (_, field) = row.find(first)?;
    match (field.data_type(), rest) {
        (found, []) => Some(found),
        (DataType::Struct(inner), rest) => raw_type(inner, rest),
        _ => None,
    }
}

/// The fields of these columns.
pub(super) fn fields(row: &Fields, columns: &[Column]) -> Vec<Field> {
    let told = |column: &Column| match &column.take {
        Take::Path(path) => raw_type(row, path).map_or(DataType::Null, flat_type),
        Take::Place(tag) => {
            let text = raw_type(row, &[tag.clone(), "evidence".to_owned()]).map(|kind| Arc::new(Field::new("text", kind.clone(), true)));
            DataType::Struct(text.into_iter().chain(span_fields().iter().cloned()).collect())
        }
    };
    columns.iter().map(|column| Field::new(&column.name, told(column), true)).collect()
}

/// The arrays of these columns.
pub(super) fn arrays(row: &StructArray, columns: &[Column]) -> Result<Vec<ArrayRef>, ArrowError> {
    let lost = |name: &str| ArrowError::SchemaError(format!("no values for the column {name}"));
    columns
        .iter()
        .map(|column| match &column.take {
            Take::Path(path) => at(row, path).ok_or_else(|| lost(&column.name)).and_then(|array| flat(&array)),
            Take::Place(tag) => place(row.column_by_name(tag).ok_or_else(|| lost(tag))?.as_struct()),
        })
        .collect()
}

fn at(row: &StructArray, path: &[String]) -> Option<ArrayRef> {
    let (first, rest) = path.split_first()?;
    let array = row.column_by_name(first)?;
    if rest.is_empty() { Some(Arc::clone(array)) } else { at(array.as_struct_opt()?, rest) }
}

/// A span with the slice at it.
fn place(object: &StructArray) -> Result<ArrayRef, ArrowError> {
    let found = object.column_by_name("span").ok_or_else(|| ArrowError::SchemaError("no span".to_owned()))?;
    let span = spans(found.as_struct())?;
    let Some(text) = object.column_by_name("evidence") else { return Ok(Arc::new(span)) };
    let (fields, columns, nulls) = span.into_parts();
    let fields = std::iter::once(Arc::new(Field::new("text", text.data_type().clone(), true))).chain(fields.iter().cloned()).collect();
    let columns = std::iter::once(Arc::clone(text)).chain(columns).collect();
    Ok(Arc::new(StructArray::try_new(fields, columns, nulls)?))
}

/// The same array, its spans flat.
fn flat(array: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    Ok(match array.data_type() {
        DataType::Struct(fields) if is_span(fields) => Arc::new(spans(array.as_struct())?),
        DataType::Struct(_) => {
            let (fields, columns, nulls) = array.as_struct().clone().into_parts();
            let columns = columns.iter().map(flat).collect::<Result<Vec<_>, _>>()?;
            let fields = fields.iter().zip(&columns).map(|(f, c)| f.as_ref().clone().with_data_type(c.data_type().clone())).collect();
            Arc::new(StructArray::try_new(fields, columns, nulls)?)
        }
        DataType::List(_) => {
            let (field, offsets, values, nulls) = array.as_list::<i32>().clone().into_parts();
            let values = flat(&values)?;
            Arc::new(ListArray::try_new(Arc::new(field.as_ref().clone().with_data_type(values.data_type().clone())), offsets, values, nulls)?)
        }
        DataType::Map(..) => {
            let (field, offsets, entries, nulls, sorted) = array.as_map().clone().into_parts();
            let values = flat(&(Arc::new(entries) as ArrayRef))?;
            let field = field.as_ref().clone().with_data_type(values.data_type().clone());
            Arc::new(MapArray::try_new(Arc::new(field), offsets, values.as_struct().clone(), nulls, sorted)?)
        }
        _ => Arc::clone(array),
    })
}

/// `{"bytes": [a, b], "chars": [c, d]}` as four numbers.
fn spans(array: &StructArray) -> Result<StructArray, ArrowError> {
    let column = |(_, of, end): &(&str, &str, usize)| -> Result<ArrayRef, ArrowError> {
        let found = array.column_by_name(of).and_then(|pairs| pairs.as_list_opt::<i32>());
        let pairs = found.ok_or_else(|| ArrowError::SchemaError(format!("no {of} of a span")))?;
        let values = pairs.values().as_primitive::<Int64Type>();
        let cell = |row: usize| {
            let place = pairs.value_offsets()[row] as usize + end;
            (pairs.is_valid(row) && place < pairs.value_offsets()[row + 1] as usize).then(|| values.value(place))
        };
        Ok(Arc::new((0..pairs.len()).map(cell).collect::<Int64Array>()))
    };
    let columns = SPAN.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    StructArray::try_new(span_fields(), columns, array.nulls().cloned())
}
