//! JSON, CSV, colours, Chinese, and terminals that show only ASCII.

use crate::{answer, finish, prob};
use serde_json::Value;

fn json(arguments: &[&str]) -> Vec<Value> {
    let out = answer(&[arguments, &["--format", "json"]].concat());
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_probability_as_json() {
    let objects = json(&["dice", "2d6", "--sum", "7"]);
    let [object] = objects.as_slice() else { panic!("{objects:?}") };
    assert_eq!(object["schema"], 1);
    assert_eq!(object["question"], "P(sum(2d6) = 7)");
    assert_eq!(object["kind"], "probability");
    assert_eq!(object["exact"], serde_json::json!({"numerator": "1", "denominator": "6"}));
    assert_eq!(object["decimal"], "0.166666666667");
    assert_eq!(object["model"], "multinomial");
    assert_eq!(object["method"]["space"], "36");
    assert!(object["method"]["states"].is_u64() && object["elapsed_us"].is_u64());
    assert!(object.get("distribution").is_none() && object.get("truth").is_none());
    let steps = object["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["formula"] == "6 / 36" && step["value"] == "1/6"), "{steps:?}");
    let check = &object["check"];
    assert_eq!(
        (&check["seed"], &check["trials"], &check["verdict"]),
        (&1.into(), &2_000_000.into(), &"agrees".into())
    );
    assert!(check["hits"].is_u64() && check["conditioned"] == check["trials"]);
    let number = |name: &str| check[name].as_str().unwrap().parse::<f64>().unwrap();
    assert!(number("low") < number("estimate") && number("estimate") < number("high"));
    assert!((0.0..=1.0).contains(&number("p_value")));
}

#[test]
fn a_distribution_as_json() {
    let objects = json(&["coin", "--flips", "2", "--no-check", "--explain", "none"]);
    let object = &objects[0];
    assert_eq!(object["kind"], "distribution");
    assert!(object.get("check").is_none() && object.get("steps").is_none() && object.get("exact").is_none());
    assert_eq!(
        object["distribution"][1],
        serde_json::json!({
            "value": "1", "numerator": "1", "denominator": "2", "decimal": "0.5",
            "at_most": {"numerator": "3", "denominator": "4"},
            "at_least": {"numerator": "3", "denominator": "4"}
        })
    );
    let labels = &json(&["coin", "--no-check"])[0]["distribution"];
    assert_eq!(labels[0]["value"], "heads");
    assert!(labels[0].get("at_most").is_none(), "labels have no order: {labels}");
}

#[test]
fn a_search_without_result_says_so_as_json() {
    let found = json(&["eval", "least n in 1..10: P(d6 = 1)^n > 1/2"]);
    assert_eq!(found[0]["notes"][0], "none in the range");
    assert!(found[0]["steps"][0]["says"].as_str().unwrap().starts_with("At n = 10, the last value tried"));
    assert!(found[0]["exact"].is_null());
}

#[test]
fn several_answers_are_several_lines() {
    let objects = json(&["hand", "--deck", "A:3,B:3", "--draw", "2", "--no-check"]);
    let questions: Vec<&str> = objects.iter().map(|object| object["question"].as_str().unwrap()).collect();
    let asked = |label| format!("H ~ choose 2 from deck{{A:3, B:3}}; dist(count({label} in H))");
    assert_eq!(questions, [asked("A"), asked("B")]);
}

#[test]
fn csv_is_read_by_a_spreadsheet() {
    let read = |arguments: &[&str]| -> Vec<Vec<String>> {
        let out = answer(&[arguments, &["--format", "csv"]].concat());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
        reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let rows = read(&["coin", "--flips", "2"]);
    assert_eq!(rows[0], ["question", "value", "numerator", "denominator", "decimal", "at_most", "at_least"]);
    assert_eq!(rows[2], ["dist(count(heads in coins(2)))", "1", "1", "2", "0.5", "0.75", "0.75"]);
    assert_eq!(rows.len(), 4);
    let rows = read(&["coin", "--flips", "2", "--heads", "1"]);
    assert_eq!(rows[1][..6], ["P(count(heads in coins(2)) = 1)", "probability", "", "1", "2", "0.5"]);
    assert_eq!(rows[1].last().map(String::as_str), Some("agrees"));
    // One header for all the tables of a run.
    let rows = read(&["hand", "--deck", "A:2,B:2", "--draw", "2"]);
    assert_eq!((rows.len(), rows.iter().filter(|row| row[0] == "question").count()), (7, 1));
}

#[test]
fn colours_are_off_in_a_pipe_and_on_when_asked_for() {
    let coloured = |text: &str| text.contains('\u{1b}');
    assert!(!coloured(&answer(&["coin"])));
    assert!(!coloured(&answer(&["coin", "--color", "never"])));
    assert!(coloured(&answer(&["coin", "--color", "always"])));
    assert!(coloured(&answer(&["--help", "--color", "always"])) && !coloured(&answer(&["--help"])));
    let plain = answer(&["hand"]);
    let stripped = anstream_stripped(&answer(&["hand", "--color", "always"]));
    assert_eq!(plain, stripped);
    let error = finish(&mut prob(&["coin", "--flips", "0"])).err;
    assert!(!coloured(&error));
    let error = finish(&mut prob(&["coin", "--flips", "0", "--color", "always"])).err;
    assert!(coloured(&error));
}

/// The text without its escape sequences.
fn anstream_stripped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[test]
fn chinese_by_option_and_by_locale() {
    let chosen = answer(&["dice", "3d6", "--sum", "10", "--lang", "zh"]);
    for word in ["模型", "样本空间", "推导", "检验", "一致", "估计值", "置信区间", "随机种子", "问题"]
    {
        assert!(chosen.contains(word), "{word}: {chosen}");
    }
    assert!(chosen.contains("P(sum(3d6) = 10)"));
    assert!(answer(&["coin", "--lang", "zh"]).contains("古典概型"));
    let by_locale = |name, locale| finish(prob(&["dice", "3d6", "--sum", "10"]).env(name, locale)).out;
    assert_eq!(by_locale("LANG", "zh_CN.UTF-8"), chosen);
    assert_eq!(by_locale("LC_ALL", "zh_TW.UTF-8"), chosen);
    assert_eq!(by_locale("LANG", "de_DE.UTF-8"), answer(&["dice", "3d6", "--sum", "10"]));
    let english = finish(prob(&["coin", "--lang", "en"]).env("LANG", "zh_CN.UTF-8")).out;
    assert_eq!(english, answer(&["coin"]));
}

#[test]
fn a_locale_without_utf_8_gets_ascii() {
    let shown = finish(prob(&["coin", "--flips", "3"]).env("LC_ALL", "C")).out;
    assert!(shown.is_ascii() && shown.contains("####"), "{shown}");
    assert!(answer(&["coin", "--flips", "3"]).contains("████"));
}

#[test]
fn lines_fit_eighty_columns() {
    for arguments in [
        &["dice", "3d6"][..],
        &["hand"],
        &["hand", "--draw", "7", "--no-check"],
        &["coin", "--flips", "20"],
        &["coin", "--flips", "40", "--bias", "1/3"],
        &["dice", "20d20", "--sum", "200..210"],
        &["help"],
        &["--help"],
        &["hand", "--help"],
        &["dice", "--help"],
    ] {
        for line in answer(arguments).lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn thousands_of_rows_are_written_out() {
    let shown = answer(&["dice", "1000d6", "--no-check"]);
    let is_row = |line: &&str| line.trim_start().starts_with(|c: char| c.is_ascii_digit());
    assert!(shown.lines().filter(is_row).count() >= 5001);
    let objects = json(&["dice", "1000d6", "--no-check"]);
    assert_eq!(objects[0]["distribution"].as_array().unwrap().len(), 5001);
}
