//! Puts the built assets into the binary: reads `assets/dist/manifest.json` and writes a table of them.

use std::{env, fmt::Write, fs, path::Path};

#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script its folders through the environment")]
fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("Cargo sets it");
    let out = env::var("OUT_DIR").expect("Cargo sets it");
    let dist = Path::new(&root).join("assets/dist");
    let manifest = dist.join("manifest.json");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={}", manifest.display());
    let Ok(text) = fs::read_to_string(&manifest) else {
        println!("cargo::error=The style and scripts are not built yet: run `npm ci && npm run build` in web/assets.");
        return;
    };
    fs::write(Path::new(&out).join("assets.rs"), table(&text, &dist)).expect("the output folder can be written");
}

/// The table as Rust source. The manifest is one `"name": "file"` a line, as build.mjs writes it.
fn table(manifest: &str, dist: &Path) -> String {
    let mut rows = String::from("&[\n");
    for line in manifest.lines() {
        let mut quoted = line.split('"').skip(1).step_by(2);
        if let (Some(name), Some(file)) = (quoted.next(), quoted.next()) {
            let kind = content_type(file);
            let path = dist.join(file);
            writeln!(
                rows,
                "Asset {{ name: {name:?}, url: \"/assets/{file}\", content_type: {kind:?}, bytes: include_bytes!({:?}) }},",
                path.display().to_string(),
            )
            .expect("writing to a string does not fail");
        }
    }
    rows.push(']');
    rows
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
