//! What the automatic checks found, each with what to do about it.

use super::{super::places, review_texts::Texts};
use crate::{lang::Lang, parts::Notice};
use domain::{
    ids::OrganisationId,
    registration::{Applicant, Finding},
};

/// One notice per kind of finding; what must be settled before accepting comes first.
pub(super) fn notices(findings: &[Finding], applicant: Applicant, lang: Lang) -> Vec<Notice> {
    let t = Texts::of(lang);
    let organisation = |id: OrganisationId| format!("/beheer/organisaties/{id}");
    let mut notices = Vec::new();
    for (by, name, places) in covered(findings) {
        let mut notice = Notice::warning(t.covered_text(name)).heading(t.covered(places.len()));
        for place in places {
            notice = notice.item(place);
        }
        notices.push(notice.link(t.see(name), organisation(by)));
    }
    for finding in findings {
        notices.extend(match finding {
            Finding::DuplicateKvk { kvk, organisation: id, name } => Some(
                Notice::warning(t.duplicate_text(name, kvk.as_str()))
                    .heading(t.duplicate)
                    .link(t.see(name), organisation(*id)),
            ),
            Finding::ExecutorUnknown { name } => {
                Some(Notice::warning(t.executor_text(name)).heading(t.executor_unknown))
            }
            Finding::NoKvk if applicant == Applicant::Landlord => {
                Some(Notice::info(t.no_kvk_landlord).heading(t.no_kvk))
            }
            Finding::NoKvk => Some(Notice::warning(t.no_kvk_text).heading(t.no_kvk)),
            Finding::Covered { .. }
            | Finding::OtherDomain { .. }
            | Finding::SharedMailbox { .. }
            | Finding::SignatoryIsContact { .. }
            | Finding::MandateLater { .. } => None,
        });
    }
    let website = findings.iter().find_map(|finding| match finding {
        Finding::OtherDomain { website, .. } => Some(website.as_str()),
        _ => None,
    });
    let other_domain = website.map(|website| Notice::warning(t.other_domain_text(website)).heading(t.other_domain));
    let grouped = [
        (other_domain, addresses(findings, |f| matches!(f, Finding::OtherDomain { .. }))),
        (
            Some(Notice::warning(t.shared_text).heading(t.shared)),
            addresses(findings, |f| matches!(f, Finding::SharedMailbox { .. })),
        ),
        (
            Some(Notice::warning(t.mandate_text).heading(t.mandate)),
            addresses(findings, |f| matches!(f, Finding::MandateLater { .. })),
        ),
        (
            Some(Notice::info(t.same_text).heading(t.same)),
            addresses(findings, |f| matches!(f, Finding::SignatoryIsContact { .. })),
        ),
    ];
    for (notice, addresses) in grouped {
        let Some(notice) = notice.filter(|_| !addresses.is_empty()) else { continue };
        notices.push(addresses.into_iter().fold(notice, Notice::item));
    }
    notices
}

/// The municipalities that are covered already, by the party that covers them.
pub(super) fn covered(findings: &[Finding]) -> Vec<(OrganisationId, &str, Vec<String>)> {
    let mut parties: Vec<(OrganisationId, &str, Vec<String>)> = Vec::new();
    for finding in findings {
        let Finding::Covered { municipality, by, name } = finding else { continue };
        let place = places::name(*municipality);
        match parties.iter_mut().find(|(id, _, _)| id == by) {
            Some((_, _, places)) => places.push(place),
            None => parties.push((*by, name, vec![place])),
        }
    }
    parties
}

fn addresses(findings: &[Finding], wanted: fn(&Finding) -> bool) -> Vec<&str> {
    let chosen = findings.iter().filter(|finding| wanted(finding));
    chosen
        .filter_map(|finding| match finding {
            Finding::OtherDomain { email, .. }
            | Finding::SignatoryIsContact { email }
            | Finding::SharedMailbox { email }
            | Finding::MandateLater { email } => Some(email.as_str()),
            Finding::DuplicateKvk { .. }
            | Finding::NoKvk
            | Finding::Covered { .. }
            | Finding::ExecutorUnknown { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        municipality::MunicipalityCode,
        values::{EmailAddress, KvkNumber},
    };
    use uuid::Uuid;

    #[test]
    fn findings_of_a_kind_share_a_notice_and_conflicts_come_first() {
        let email = |text| EmailAddress::parse(text).expect("an address");
        let by = OrganisationId(Uuid::nil());
        let covered = |code| Finding::Covered {
            municipality: MunicipalityCode::parse(code).expect("a code"),
            by,
            name: "Werk <en> Rente".into(),
        };
        let website = "wonen.example".to_owned();
        let findings = [
            Finding::NoKvk,
            Finding::OtherDomain { email: email("a@b.example"), website: website.clone() },
            Finding::OtherDomain { email: email("c@d.example"), website },
            Finding::SharedMailbox { email: email("info@b.example") },
            Finding::SignatoryIsContact { email: email("a@b.example") },
            Finding::MandateLater { email: email("a@b.example") },
            Finding::ExecutorUnknown { name: "Bureau".into() },
            Finding::DuplicateKvk {
                kvk: KvkNumber::parse("12345678").expect("a number"),
                organisation: by,
                name: "Ander".into(),
            },
            covered("GM0344"),
            covered("GM0080"),
        ];
        for lang in Lang::ALL {
            let notices = notices(&findings, Applicant::JointBody, lang);
            assert_eq!(notices.len(), 8);
            let first = notices[0].to_string();
            assert!(first.contains("Utrecht") && first.contains("Leeuwarden") && first.contains("&#60;en&#62;"));
            assert!(notices.iter().any(|n| n.to_string().contains("a@<wbr>b.") && n.to_string().contains("c@<wbr>d.")));
        }
    }
}
