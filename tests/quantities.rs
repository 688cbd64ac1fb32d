//! How quantities are written, and what only looks like one.

use dibao::Extractor;

/// `value unit modifier` of every quantity in `text`; a range as `min..max`.
fn read(text: &str) -> Vec<String> {
    let found = Extractor::shared().expect("embedded rules").lexicon().quantities(text);
    let written = |found: &dibao::value::quantity::Found| {
        let q = &found.quantity;
        let value = match (q.value, q.min, q.max) {
            (Some(value), _, _) => value.to_string(),
            (_, Some(min), Some(max)) => format!("{min}..{max}"),
            _ => String::new(),
        };
        let modifier = q.modifier.map(|m| serde_json::to_value(m).expect("json").as_str().unwrap_or_default().to_owned());
        [value, q.unit.clone(), modifier.unwrap_or_default()].join(" ").trim_end().to_owned()
    };
    found.iter().map(written).collect()
}

#[test]
fn forms() {
    for (text, want) in [
        // two neighbouring digits: from the one to the other
        ("来了三五个人", "3..5 个 about"),
        ("走访七八家单位", "7..8 家 about"),
        ("凑了十七八万元", "170000..180000 CNY about"),
        ("二三十人挤在一间屋", "20..30 人 about"),
        ("七八成商户复工", "70..80 % about"),
        ("百分之二三十的口粮", "20..30 % about"),
        ("二十来个窗口", "20 个 about"),
        // halves
        ("车程1个半小时", "1.5 hour"),
        ("用了两年半时间", "2.5 year"),
        ("一个半月后", "1.5 month"),
        ("半个多世纪的期盼", "50 year over"),
        ("耗时一个多月", "1 month over"),
        ("干了一年多,", "1 year over"),
        // shares
        ("四分之三的村", "75 %"),
        ("三分之二以上的业主", "2 1/3 over"),
        ("千分之三", "0.3 %"),
        ("超过万分之五", "0.05 % over"),
        ("占全县的一半以上", "50 % over"),
        ("近八成", "80 % about"),
        ("产值翻了两番", "2 番"),
        // a unit left out
        ("14亿多人民", "1400000000 人 over"),
        ("组织2.4万巾帼志愿者", "24000 人"),
        ("网民规模达3.6万,", "36000 人"),
        ("合同签约额超1500亿,", "150000000000 CNY over"),
        ("一年卖出6个亿", "600000000 CNY"),
        ("218个亿元以上项目", "218 个"),
        ("总投资50亿的项目", "5000000000 CNY"),
        // the big unit of the upper end counts for both
        ("9～16万亿元", "9000000000000..16000000000000 CNY"),
        ("流失610亿瑞士法郎", "61000000000 CHF"),
        ("六部委联合发文", "6 部委"),
        ("造船917万载重吨", "9170000 载重吨"),
        // units within units, in digits, in words and mixed
        ("投资3千5百万元", "35000000 CNY"),
        ("投资1亿零500万元", "105000000 CNY"),
        ("投资1百20万元", "1200000 CNY"),
        ("补贴2千零30万元", "20300000 CNY"),
        ("救助25万6千元", "256000 CNY"),
        ("种树3万5株", "35000 株"),
        ("投资三十个亿", "3000000000 CNY"),
        ("利息9佰元", "900 CNY"),
        ("罚款百元伍角", "100.5 CNY"),
        ("单价3元5角2分", "3.52 CNY"),
        // signs of currencies
        ("票价￥400万", "4000000 CNY"),
        ("收入$20亿", "2000000000 USD"),
        ("进口US$3.5亿元", "350000000 CNY"),
        // as many digits as there are
        ("总额18446744073709551617元", "18446744073709551617 CNY"),
        ("产值123456789012345.678901234567亿元", "12345678901234567890123.4567 CNY"),
        ("长3.141592653589793238米", "3.141592653589793238 m"),
        ("总投资 50 亿元", "5000000000 CNY"),
        ("共9金", ""),
        ("上千名", "1000 名 over"),
        ("站上9名队员", "9 名"),
        ("8.200多个展位", "200 个 over"),
    ] {
        // the text of a document has its full-width signs folded
        let clean = dibao::text::Text::new(text);
        assert_eq!(read(clean.clean()).join("; "), want, "{text}");
    }
    assert_eq!(read("我市健儿获9金2银1铜"), ["9 金", "2 银", "1 铜"]);
    assert_eq!(read("事故造成1死30伤"), ["1 死", "30 伤"]);
}

#[test]
fn what_is_none() {
    for text in [
        "二〇二三年",
        "2023国际消费季",
        "保持两位数增长",
        "牢记“三个务必”",
        "今晚8点档",
        "三五成群",
        "一九四九年",
        "上半年",
        "另一半",
        "一年多收入靠茶",
        "第三方面军",
        "七成员单位",
        "三番五次",
        "万里无云",
        "九江",
        "表决过半数",
        "十佳青年",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}
