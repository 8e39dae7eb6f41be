//! Municipalities as people read them: by name, in the order of the provinces.

use domain::municipality::{self, MunicipalityCode, fold};

/// The name of a municipality; its code where the list does not know it.
pub(super) fn name(code: MunicipalityCode) -> String {
    municipality::by_code(code).map_or_else(|| code.to_string(), |municipality| municipality.name.clone())
}

/// One line per province: *Fryslân: Achtkarspelen, Leeuwarden*.
pub(super) fn by_province(codes: impl IntoIterator<Item = MunicipalityCode>) -> String {
    let mut provinces: Vec<(&str, Vec<String>)> = Vec::new();
    for code in codes {
        let province = municipality::by_code(code).map_or("", |municipality| municipality.province.as_str());
        match provinces.iter_mut().find(|(known, _)| *known == province) {
            Some((_, names)) => names.push(name(code)),
            None => provinces.push((province, vec![name(code)])),
        }
    }
    provinces.sort_by_key(|(province, _)| fold(province));
    let lines = provinces.into_iter().map(|(province, mut names)| {
        names.sort_by_key(|name| fold(name));
        format!("{province}: {}", names.join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::by_province;
    use domain::municipality::MunicipalityCode;

    #[test]
    fn places_stand_by_province_and_name() {
        let codes = ["GM0344", "GM0080", "GM0059"].map(|code| MunicipalityCode::parse(code).expect("a code"));
        assert_eq!(by_province(codes), "Fryslân: Achtkarspelen, Leeuwarden\nUtrecht: Utrecht");
    }
}
