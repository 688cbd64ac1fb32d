//! Arrow schemas, derived from the JSON Schema of the records: a key that a record type gets is a column at once.

use crate::export::tables::{Of, TABLES, Table};
use crate::record::{Extraction, SCHEMA};
use arrow_schema::{DataType, Field, Fields, Schema};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

static ROOT: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(Extraction).to_value());

/// Precision and scale of exact numbers.
const EXACT: (u8, i8) = (38, 10);

/// Where the cells of a column come from in a row's JSON object.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Take {
    /// The value under these keys.
    Path(Vec<String>),
    /// `span` of the object under the key, with the slice at it if there is one.
    Place(String),
}

/// A column of a flat table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) take: Take,
}

impl Column {
    pub(super) fn path(name: &str, path: &[&str]) -> Self {
        Column { name: name.to_owned(), take: Take::Path(path.iter().map(|&key| key.to_owned()).collect()) }
    }
}

/// The type of a row as its lines of JSON call it; the object of the row stands under it.
pub(super) fn tag(table: &Table) -> Option<&'static str> {
    Some(match table.of {
        Of::Document => "document",
        Of::Articles => "article",
        Of::Records(kind) => kind,
        Of::Findings => "finding",
        Of::Unparsed => "unparsed",
        // these are lists in the rows of other tables
        Of::People | Of::Inner(..) => return None,
    })
}

/// The tables that have a schema here, with the types of their rows.
pub(in crate::export) fn tables() -> impl Iterator<Item = (usize, &'static Table, &'static str)> {
    TABLES.iter().enumerate().filter_map(|(i, table)| Some((i, table, tag(table)?)))
}

fn definition(name: &str) -> &'static Value {
    &ROOT["$defs"][name]
}

fn referred(node: &Value) -> Option<&str> {
    node["$ref"].as_str()?.strip_prefix("#/$defs/")
}

/// The keys of a row's object, with what they hold.
fn properties(tag: &str) -> Map<String, Value> {
    let own = |name: &str| definition(name)["properties"].as_object().cloned().unwrap_or_default();
    match tag {
        "document" => [("text".to_owned(), serde_json::json!({ "type": "string" }))].into_iter().collect(),
        "article" => own("Article"),
        "finding" => own("Finding"),
        "unparsed" => own("Unparsed"),
        kind => {
            let variants = definition("Record")["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
            let variant = variants.iter().find(|variant| variant["properties"]["type"]["const"] == kind);
            let data = variant.and_then(referred).map(own).unwrap_or_default();
            own("Record").into_iter().chain(data).collect()
        }
    }
}

/// The node behind references and `null`.
fn resolved(node: &Value) -> &Value {
    let some = node["anyOf"].as_array().and_then(|any| any.iter().find(|one| one["type"] != "null"));
    match (some, referred(node)) {
        (Some(one), _) => resolved(one),
        (None, Some(name)) => resolved(definition(name)),
        (None, None) => node,
    }
}

/// The Arrow type of a value as its JSON stands.
fn typed(node: &Value) -> DataType {
    let name = node["anyOf"].as_array().and_then(|any| any.iter().find_map(referred)).or_else(|| referred(node));
    if name == Some("Decimal") {
        return DataType::Decimal128(EXACT.0, EXACT.1);
    }
    let node = resolved(node);
    let kind = node["type"].as_str().or_else(|| node["type"].as_array()?.iter().filter_map(Value::as_str).find(|&kind| kind != "null"));
    match kind {
        Some("integer") => DataType::Int64,
        Some("number") => DataType::Float64,
        Some("boolean") => DataType::Boolean,
        Some("array") => list(typed(&node["items"])),
        Some("object") if node["properties"].is_object() => DataType::Struct(node["properties"].as_object().into_iter().flatten().map(field).collect()),
        Some("object") => map(typed(&node["additionalProperties"])),
        // words, and one of a few words
        _ => DataType::Utf8,
    }
}

fn field((name, node): (&String, &Value)) -> Field {
    Field::new(name, typed(node), true)
}

pub(super) fn list(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("item", item, true)))
}

pub(super) fn map(value: DataType) -> DataType {
    let entry = Fields::from(vec![Field::new("key", DataType::Utf8, false), Field::new("value", value, true)]);
    DataType::Map(Arc::new(Field::new("entries", DataType::Struct(entry), false)), false)
}

/// The object of a row as its JSON stands.
pub(super) fn raw(tag: &str) -> Field {
    Field::new(tag, DataType::Struct(properties(tag).iter().map(field).collect()), true)
}

/// The source of a row as its JSON stands.
pub(super) fn raw_source() -> Field {
    field((&"source".to_owned(), definition("Source"))).with_name("source")
}

/// Paths of the values of an object, down to what is neither an object with known keys.
fn leaves(properties: &Map<String, Value>, above: &[&str], out: &mut Vec<Vec<String>>) {
    for (key, node) in properties {
        let path: Vec<&str> = above.iter().copied().chain([key.as_str()]).collect();
        match resolved(node)["properties"].as_object() {
            Some(inner) if key != "span" => leaves(inner, &path, out),
            _ => out.push(path.iter().map(|&key| key.to_owned()).collect()),
        }
    }
}

/// Columns of the source, the same in every table.
pub(super) fn source_columns() -> Vec<Column> {
    let mut paths = Vec::new();
    let known = definition("Source")["properties"].as_object().cloned().unwrap_or_default();
    leaves(&known, &["source"], &mut paths);
    // the name of the document first
    paths.sort_by_key(|path| path.join("/") != "source/id");
    paths.into_iter().map(|path| Column { name: path.join("_"), take: Take::Path(path) }).collect()
}

/// Columns of a row's object: first those of CSV and SQLite under their names there, then all that these leave out.
pub(super) fn columns(table: &Table, tag: &str) -> Vec<Column> {
    let properties = properties(tag);
    let mut rest = Vec::new();
    leaves(&properties, &[tag], &mut rest);
    let mut out = Vec::new();
    for (name, pointer) in table.pointers() {
        let path: Vec<&str> = [tag].into_iter().chain(pointer.split('/').skip(1)).collect();
        if let Some(at) = rest.iter().position(|leaf| *leaf == path).filter(|_| pointer != "/evidence") {
            rest.remove(at);
            out.push(Column::path(name, &path));
        }
    }
    if properties.contains_key("span") {
        let name = if properties.contains_key("evidence") { "evidence" } else { "span" };
        out.push(Column { name: name.to_owned(), take: Take::Place(tag.to_owned()) });
    }
    let placed = |path: &Vec<String>| path.len() == 2 && matches!(path[1].as_str(), "span" | "evidence");
    out.extend(rest.into_iter().filter(|path| !placed(path)).map(|path| Column { name: path[1..].join("_"), take: Take::Path(path) }));
    out
}

/// What every schema says of itself.
pub(super) fn with_version(fields: Vec<Field>, table: &str) -> Schema {
    let told = [("dibao.schema", SCHEMA), ("dibao.version", env!("CARGO_PKG_VERSION")), ("dibao.table", table)];
    Schema::new_with_metadata(fields, told.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect::<HashMap<_, _>>())
}
