//! Questions that one SQL each answers.

use super::{county, rows};

#[test]
fn who_was_head_on_a_day() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let on = |day: &str| {
        rows(
            &base,
            &format!("SELECT name, status FROM holder_on WHERE role = '县长' AND code = '439901' AND '{day}' BETWEEN from_day AND to_day ORDER BY name"),
        )
    };
    assert_eq!(on("2011-05-05"), [["方正明", "held"]]);
    assert_eq!(on("2012-12-31"), [["陆海平", "acting"]]);
    assert_eq!(on("2015-05-05"), [["陆海平", "held"]]);
    assert_eq!(on("2018-05-05"), [["顾晓岚", "held"]]);
    // both on the day of a change
    assert_eq!(on("2016-08-15").len(), 2);
}

#[test]
fn all_acts_of_a_session() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let session = "清溪县第十六届人民代表大会常务委员会第十六次会议";
    let acts = rows(&base, &format!("SELECT action, name, role FROM acts WHERE session = '{session}' ORDER BY name, action, organization"));
    assert_eq!(acts, [["appoint", "孟水清", "局长"], ["appoint", "马长河", "局长"], ["dismiss", "马长河", "局长"]]);
}

#[test]
fn total_investment_by_stage() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let sums = rows(&base, "SELECT stage, sum(investment) FROM projects WHERE currency = 'CNY' AND part_of = 0 GROUP BY stage ORDER BY stage");
    assert_eq!(sums, [["completed", "360000000"], ["started", "150000000"]]);
}

#[test]
fn who_followed_whom() {
    let dir = tempfile::tempdir().expect("folder");
    let base = county(dir.path());
    let found = rows(&base, "SELECT before_name, name FROM successions WHERE role = '书记' ORDER BY start");
    assert_eq!(found, [["", "沈国栋"], ["沈国栋", "方正明"], ["方正明", "陆海平"]]);
}
