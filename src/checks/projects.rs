//! What the figures of projects say against each other.

use super::add;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::record::{Data, Finding, Project, Record};
use crate::value::numeral::Decimal;
use crate::value::quantity::Quantity;

/// `share-sum`: the shares of a project's shareholders exceed the whole.
pub(super) fn shares(records: &[Record], findings: &mut Vec<Finding>) {
    for (record, project) in projects(records) {
        let held: Vec<Decimal> = project.parties.iter().filter(|p| p.role == "shareholder").filter_map(|p| p.share).collect();
        let sum = held.iter().try_fold(Decimal::whole(0), |sum, &share| sum.plus(share));
        if let Some(sum) = sum.filter(|s| held.len() > 1 && *s > Decimal::whole(1)) {
            add(findings, "share-sum", format!("the shareholders' shares add up to {sum}"), record.span);
        }
    }
}

fn projects(records: &[Record]) -> impl Iterator<Item = (&Record, &Project)> {
    records.iter().filter_map(|record| if let Data::Project(project) = &record.data { Some((record, project)) } else { None })
}

/// `parts-sum`: batches named as parts of a batch (其中…) add up to more than the whole, in number or in money.
pub(super) fn parts(document: &Document<'_>, records: &[Record], findings: &mut Vec<Finding>) {
    let batches: Vec<(&Record, &Project)> = projects(records).filter(|(_, p)| p.count.is_some()).collect();
    let mut at = 0;
    while at < batches.len() {
        let (whole, project) = batches[at];
        let parts: Vec<&Project> = batches[at + 1..].iter().take_while(|(part, _)| within(document, whole, part)).map(|(_, p)| *p).collect();
        at += 1 + parts.len();
        let count: u64 = parts.iter().filter_map(|p| p.count.map(u64::from)).sum();
        let total = project.count.map_or(0, u64::from);
        if parts.len() > 1 && count > total {
            add(findings, "parts-sum", format!("the parts count {count} projects, the whole {total}"), whole.span);
        }
        let money = |p: &Project| p.investment.as_ref().and_then(|q| q.value);
        let sum = parts.iter().filter_map(|p| money(p)).try_fold(Decimal::whole(0), Decimal::plus);
        if let (Some(total), Some(sum)) = (money(project), sum)
            && parts.len() > 1
            && sum > total
        {
            add(findings, "parts-sum", format!("the parts' investments add up to {sum}, the whole is {total}"), whole.span);
        }
    }
}

/// How far behind a batch its parts are looked for, in bytes.
const PARTS: usize = 3_000;

/// Whether `part` is told behind 其中 in the paragraph of `whole`.
fn within(document: &Document<'_>, whole: &Record, part: &Record) -> bool {
    let (from, to) = (whole.span.bytes[0], part.span.bytes[0]);
    if to > from + PARTS {
        return false;
    }
    let between = document.text.source().get(from..to).unwrap_or_default();
    // 98个项目。其中,产业项目77项;民生项目5项: up to the full stop; 18个项目,其中重点项目7个;小项目16个: up to the semicolon
    let Some((lead, behind)) = between.split_once("其中") else { return false };
    let opens = lead.trim_end().ends_with(['。', ';']);
    whole.article == part.article && !between.contains('\n') && !behind.contains('。') && (opens || !behind.contains(';'))
}

/// `completion-rate`: 完成投资 against 计划投资 is not the percentage that the text gives.
pub(super) fn completion(lexicon: &Lexicon, records: &[Record], findings: &mut Vec<Finding>) {
    let mut told: Vec<(&Record, &str, &Quantity)> = Vec::new();
    for record in records {
        match &record.data {
            Data::Project(project) => {
                let figures: Vec<_> = project.figures.iter().map(|f| (record, f.label.as_str(), &f.quantity)).collect();
                rates(lexicon, &figures, findings);
            }
            Data::Figure(figure) => {
                if let (Some(label), Some(quantity)) = (&figure.label, &figure.quantity) {
                    told.push((record, label, quantity));
                }
            }
            _ => {}
        }
    }
    rates(lexicon, &told, findings);
}

/// Looks for plan, completion and rate in a row of figures.
fn rates(lexicon: &Lexicon, figures: &[(&Record, &str, &Quantity)], findings: &mut Vec<Finding>) {
    for three in figures.windows(3) {
        let [(_, plan, planned), (_, done, completed), (record, rate, percent)] = three else { continue };
        let named = lexicon.has("planned", plan) && lexicon.has("completed", done) && lexicon.has("completion-rate", rate);
        let (Some(planned), Some(completed), Some(stated)) = (planned.value, completed.value, percent.value) else { continue };
        if !named || percent.unit != "%" || planned.is_zero() {
            continue;
        }
        // stated to the digits it is given in: |completed × 100 − stated × planned| ≤ planned × last digit
        let digits = stated.to_string().split_once('.').map_or(0, |(_, tail)| tail.len() as u32);
        let number = |d: Decimal| d.to_string().parse::<f64>().unwrap_or(f64::NAN);
        let actual = number(completed) * 100.0 / number(planned);
        if (actual - number(stated)).abs() > 10f64.powi(-(digits as i32)) {
            add(findings, "completion-rate", format!("{completed} of {planned} is {actual:.2}%, the text says {stated}%"), record.span);
        }
    }
}
