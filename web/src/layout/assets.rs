//! The built style, script, fonts and images, carried inside the binary.
//!
//! `npm run build` in `assets/` names each file after its contents, so a browser may keep it for ever. Serve them
//! under `/assets/FILE` with `Cache-Control: public, max-age=31536000, immutable`.

/// One built file.
#[derive(Debug)]
pub struct Asset {
    /// The name that templates use, such as `main.css`.
    pub name: &'static str,
    /// The path in the browser, such as `/assets/main-5XTVQK3A.css`.
    pub url: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its contents.
    pub bytes: &'static [u8],
}

/// Every built file.
pub static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The URL of a file by its logical name; empty for an unknown name, which a test would catch.
#[must_use]
pub fn url(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| asset.url)
}

/// The file that a browser asks for as `/assets/FILE`.
#[must_use]
pub fn find(file: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.url.strip_prefix("/assets/") == Some(file))
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, find, url};

    /// The templates that ask for files by name.
    const TEMPLATES: [&str; 2] = [include_str!("base.html"), include_str!("../pages/start/page.html")];

    #[test]
    fn every_asset_that_a_template_names_is_built() {
        for template in TEMPLATES {
            for name in template.split("page.asset(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(!url(name).is_empty(), "{name} is not in the manifest");
            }
        }
    }

    #[test]
    fn an_asset_is_found_by_the_name_in_its_url_and_by_no_other() {
        for asset in ASSETS {
            let file = asset.url.trim_start_matches("/assets/");
            assert!(find(file).is_some_and(|found| found.name == asset.name && !found.bytes.is_empty()));
        }
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn the_style_sheet_loads_nothing_that_the_security_policy_forbids() {
        let css = ASSETS.iter().find(|asset| asset.name == "main.css").expect("the style sheet is built");
        let text = String::from_utf8_lossy(css.bytes);
        assert!(!text.contains("data:") && !text.contains("http:") && !text.contains("https:"));
    }
}
