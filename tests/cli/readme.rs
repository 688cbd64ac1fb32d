//! Every command of the READMEs is run.

use super::project;
use std::process::Command;

/// Commands of the indented or fenced blocks of a page: lines that begin with a program of ours.
fn commands(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(project(page)).expect("the page");
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            fenced = language == "sh";
        } else if fenced && !line.trim().is_empty() && !line.starts_with('#') {
            found.push(line.to_owned());
        }
    }
    found
}

/// Pages with commands.
const PAGES: [&str; 5] = ["README.md", "README.zh.md", "rules/README.md", "src/README.md", "python/README.md"];

/// Whether a command builds something, or needs what was built.
fn builds(command: &str) -> bool {
    ["cargo ", "node ", "npm ", "pip ", "python "].iter().any(|tool| command.starts_with(tool))
}

#[test]
fn commands_of_the_program_work_as_written() {
    let dir = tempfile::tempdir().expect("folder");
    for entry in ["tests/issues", "tests/notices"] {
        std::fs::create_dir_all(dir.path().join(entry)).expect("folder");
        for file in std::fs::read_dir(project(entry)).expect("samples").flatten() {
            std::fs::copy(file.path(), dir.path().join(entry).join(file.file_name())).expect("copied");
        }
    }
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_dibao")).parent().expect("a folder").to_owned();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut run = 0;
    for page in PAGES {
        for command in commands(page).iter().filter(|command| !builds(command)) {
            let out = Command::new("bash").args(["-euo", "pipefail", "-c", command]).current_dir(dir.path()).env("PATH", &path).output().expect("bash");
            assert!(out.status.success(), "{page}: {command}\n{}", String::from_utf8_lossy(&out.stderr));
            run += 1;
        }
    }
    assert!(run >= 12, "{run} commands seen");
}

/// The commands for a newcomer and a developer that build things are run by the project's own check, word for word.
#[test]
fn commands_that_build_are_in_the_check() {
    let check = std::fs::read_to_string(project(".ci/run")).expect(".ci/run");
    for page in PAGES {
        for command in commands(page).iter().filter(|command| builds(command)) {
            assert!(check.contains(command.as_str()), "{page}: {command:?} is not in .ci/run");
        }
    }
}
