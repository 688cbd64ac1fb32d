use dibao::Extractor;
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let extractor = Extractor::new()?;
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        let (clean, tokens) = extractor.tokens(&text);
        println!("{}", serde_json::json!({"path": path, "clean": clean, "tokens": tokens}));
    }
    Ok(())
}
