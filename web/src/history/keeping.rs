//! What was kept for how long, and erased.

use crate::{lang::Lang, words};
use domain::audit::Event;
use jiff::civil::Date;

/// What was kept and erased.
pub(super) fn keeping(event: &Event, lang: Lang) -> String {
    let fixed = |nl: &str, en: &str| lang.pick(nl, en).to_owned();
    match event {
        Event::KeptLongEnough => {
            fixed("Bewaartermijn voorbij: op de lijst om te wissen", "Time of keeping over: on the list to be erased")
        }
        Event::ErasureApproved => fixed("Wissen goedgekeurd", "Erasure approved"),
        Event::KeptLonger { until: None } => fixed("Niet langer dan andere bewaard", "Kept no longer than others"),
        Event::KeptLonger { until: Some(day) } => {
            let day = day.parse::<Date>().map_or_else(|_| day.clone(), |day| words::date(day, lang));
            lang.pick(format!("Langer bewaren tot {day}"), format!("Kept until {day}"))
        }
        Event::AgreementErased { number } => {
            lang.pick(format!("Overeenkomst {number} gewist"), format!("Agreement {number} erased"))
        }
        Event::CardsErased { .. } => {
            fixed("Contactkaarten gewist na de bewaartermijn", "Contact cards erased after the time of keeping")
        }
        Event::PersonErased => fixed("Persoon gewist na de bewaartermijn", "Person erased after the time of keeping"),
        Event::MailsEmptied { number } => {
            lang.pick(format!("Tekst van {number} mails gewist"), format!("Text of {number} mails erased"))
        }
        Event::SignInsForgotten { number } => lang.pick(
            format!("{number} regels over in- en uitloggen gewist"),
            format!("{number} lines about signing in and out erased"),
        ),
        other => other.code().to_owned(),
    }
}
