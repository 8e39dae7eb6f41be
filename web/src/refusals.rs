//! Why an act on an agreement is refused, as a sentence for whoever tried.
//!
//! Belongs here: one sentence for every [`Refusal`], that says what is the matter and what can be done. Never here:
//! when an act is refused, that is the domain's. A refusal without a sentence does not compile.

use crate::{lang::Lang, words};
use app::identity::{CodeRefused, passkeys};
use domain::agreement::{Refusal, SlotsFault};

/// The sentence.
#[must_use]
pub fn sentence(refusal: &Refusal, lang: Lang) -> String {
    let day = |day| words::date(day, lang);
    match refusal {
        Refusal::Ended(state) => {
            let state = words::inside(words::state(*state, lang));
            lang.pick(
                format!("Deze overeenkomst is {state}. Daaraan verandert niets meer."),
                format!("This agreement is {state}. Nothing about it changes any more."),
            )
        }
        Refusal::HoldNotAhead(on) => lang.pick(
            format!("Kies een dag na vandaag. {} ligt niet in de toekomst.", day(*on)),
            format!("Choose a day after today. {} does not lie ahead.", day(*on)),
        ),
        Refusal::HoldLasts(until) => lang.pick(
            format!("De overeenkomst wordt aangehouden tot {}.", day(*until)),
            format!("The agreement is on hold until {}.", day(*until)),
        ),
        Refusal::SignedForOtherSide(side) => {
            let side = words::side(*side, lang);
            lang.pick(
                format!("U hebt deze overeenkomst al voor {side} getekend. Niemand tekent voor beide partijen."),
                format!("You have signed this agreement for {side} already. Nobody signs for both parties."),
            )
        }
        Refusal::NotAParty(side) => {
            let side = words::side(*side, lang);
            lang.pick(
                format!("Namens {side} wordt deze overeenkomst niet getekend: die is geen partij."),
                format!("This agreement is not signed for {side}: that is no party to it."),
            )
        }
        Refusal::OnboardingOpen(side) => {
            let side = words::side(*side, lang);
            lang.pick(
                format!("Het inregelen is nog niet klaar aan de kant van {side}."),
                format!("The onboarding is not done yet on the side of {side}."),
            )
        }
        Refusal::StartsLater(start) => lang.pick(
            format!("De overeenkomst gaat pas in op {}.", day(*start)),
            format!("The agreement starts on {}.", day(*start)),
        ),
        Refusal::SignedLater(on) => lang.pick(
            format!("{} ligt in de toekomst: wat elders getekend is, is al getekend.", day(*on)),
            format!("{} lies ahead: what was signed elsewhere has been signed already.", day(*on)),
        ),
        Refusal::StartsBeforeSigned(start) => lang.pick(
            format!("De ingangsdatum {} ligt vóór de dag van tekenen.", day(*start)),
            format!("The start on {} lies before the day of signing.", day(*start)),
        ),
        Refusal::EndInPast(end) => lang.pick(
            format!("Kies vandaag of een latere dag. {} is al voorbij.", day(*end)),
            format!("Choose today or a later day. {} is over already.", day(*end)),
        ),
        Refusal::Slots(fault) => slots(*fault, lang).to_owned(),
        other => fixed(other, lang).to_owned(),
    }
}

/// The sentences without a name or a day in them.
fn fixed(refusal: &Refusal, lang: Lang) -> &'static str {
    let (nl, en) = match refusal {
        Refusal::NotReleased => (
            "Dit kan pas als de gemeente de overeenkomst heeft doorgezet.",
            "This is possible only once the municipality has released the agreement.",
        ),
        Refusal::AlreadyReleased => (
            "De overeenkomst is al doorgezet en wacht op handtekeningen. Wilt u dat niet? Haal de overeenkomst dan terug.",
            "The agreement has been released already and waits for signatures. Not what you want? Then take it back.",
        ),
        Refusal::AlreadyOnHold => ("De overeenkomst wordt al aangehouden.", "The agreement is on hold already."),
        Refusal::NotOnHold | Refusal::HoldWithoutDate => (
            "Er is geen dag waarop het aanhouden van deze overeenkomst eindigt.",
            "There is no day on which a hold of this agreement ends.",
        ),
        Refusal::SignatureStands => (
            "Er staat al een handtekening. Terughalen of aanhouden kan dan niet meer. Opnieuw klaarzetten kan wel: dat maakt een nieuwe versie.",
            "Somebody has signed already, so it can no longer be taken back or held. It can be prepared again: that makes a new version.",
        ),
        Refusal::Declined => (
            "Een tekenbevoegde heeft deze versie afgewezen. Zet de overeenkomst eerst opnieuw klaar.",
            "A signatory has declined this version. Prepare the agreement again first.",
        ),
        Refusal::AlreadySigned => (
            "Iedereen heeft al getekend. De overeenkomst kan nu alleen nog worden opgezegd.",
            "Everybody has signed already. Now notice can be given, and nothing else.",
        ),
        Refusal::NotSigned => (
            "Nog niet iedereen heeft getekend. Opzeggen kan pas daarna.",
            "Not everybody has signed yet. Notice can be given only after that.",
        ),
        Refusal::AlreadyActive => ("De overeenkomst is al actief.", "The agreement is active already."),
        Refusal::NothingToPrepareAgain => (
            "Er is niets om opnieuw klaar te zetten: niemand heeft deze versie getekend of afgewezen.",
            "There is nothing to prepare again: nobody has signed or declined this version.",
        ),
        Refusal::NoChangedFacts => (
            "Er zijn geen veranderde gegevens waarover u nog moet besluiten.",
            "There are no changed facts that wait for your decision.",
        ),
        Refusal::AlreadyDeferred => {
            ("De overeenkomst staat al op ‘later’.", "The agreement is marked ‘later’ already.")
        }
        Refusal::NotDeferred => ("De overeenkomst staat niet op ‘later’.", "The agreement is not marked ‘later’."),
        Refusal::NeedsPerson => ("Dit kan alleen een mens doen.", "Only a person can do this."),
        Refusal::UnknownSlot(_) => (
            "Deze tekenplek hoort niet bij de huidige versie. Misschien is de overeenkomst intussen opnieuw klaargezet.",
            "This place to sign is not in the current version. The agreement may have been prepared again meanwhile.",
        ),
        Refusal::SlotFilled(_) => ("Op deze plek is al getekend.", "This place is signed already."),
        Refusal::SignedTwice => (
            "U hebt deze overeenkomst al voor deze partij getekend. De tweede handtekening moet van iemand anders zijn.",
            "You have signed this agreement for this party already. The second signature has to be somebody else's.",
        ),
        Refusal::StartUnknown => ("Er is nog geen ingangsdatum afgesproken.", "No start date has been agreed yet."),
        Refusal::SupersedesItself => {
            ("Een overeenkomst kan niet zichzelf vervangen.", "An agreement cannot take its own place.")
        }
        Refusal::Ended(_)
        | Refusal::HoldNotAhead(_)
        | Refusal::HoldLasts(_)
        | Refusal::SignedForOtherSide(_)
        | Refusal::NotAParty(_)
        | Refusal::OnboardingOpen(_)
        | Refusal::StartsLater(_)
        | Refusal::EndInPast(_)
        | Refusal::SignedLater(_)
        | Refusal::StartsBeforeSigned(_)
        | Refusal::Slots(_) => ("Dit kan nu niet.", "This is not possible now."),
    };
    lang.pick(nl, en)
}

fn slots(fault: SlotsFault, lang: Lang) -> &'static str {
    let (nl, en) = match fault {
        SlotsFault::SameOrganisation => (
            "Eén organisatie staat aan twee kanten van deze overeenkomst. De beheerder kan dat herstellen.",
            "One organisation stands on two sides of this agreement. The administrator can mend that.",
        ),
        SlotsFault::NoSlot(_)
        | SlotsFault::NoExecutorParty
        | SlotsFault::ForeignOrganisation(_)
        | SlotsFault::Twice(_)
        | SlotsFault::TooMany => (
            "De tekenplekken passen niet bij de partijen. De beheerder kan dat herstellen.",
            "The places to sign do not fit the parties. The administrator can mend that.",
        ),
    };
    lang.pick(nl, en)
}

/// Why a change of an organisation is not taken, and what to do.
#[must_use]
pub fn change(refusal: domain::change::Refusal, lang: Lang) -> &'static str {
    use domain::change::Refusal as No;
    let (nl, en) = match refusal {
        No::NothingChanges => (
            "U hebt niets veranderd. Pas iets aan, of ga terug.",
            "You have changed nothing. Change something, or go back.",
        ),
        No::Already => (
            "Hierover loopt al een wijziging. Wacht tot die is afgehandeld, of trek die eerst in.",
            "A change of this is under way already. Wait until it is settled, or take it back first.",
        ),
        No::Decided => ("Over deze wijziging is al beslist.", "This change has been decided already."),
        No::OtherPreview => (
            "Intussen is er iets veranderd: de wijziging doet nu iets anders dan u zag. Bekijk het nieuwe overzicht en beslis dan.",
            "Something has changed meanwhile: the change now does something else than you saw. Look at the new overview, then decide.",
        ),
        No::DayPast => (
            "Deze dag ligt in het verleden, of is te vroeg. Kies vandaag of een latere dag.",
            "This day lies in the past, or is too early. Choose today or a later day.",
        ),
        No::DayFar => (
            "Deze dag ligt meer dan vijf jaar vooruit. Kies een dag die dichterbij ligt.",
            "This day lies more than five years ahead. Choose a day that is nearer.",
        ),
        No::CoveredByItself => (
            "Deze gemeenschappelijke regeling sluit al de overeenkomsten voor deze gemeente.",
            "This joint body makes the agreements for this municipality already.",
        ),
        No::TakenOver => (
            "Er is al aangekondigd dat deze gemeente overgaat. Dat kan niet twee keer tegelijk.",
            "It has been announced already that this municipality goes over. That cannot happen twice at a time.",
        ),
        No::SameMunicipality => (
            "Een gemeente kan niet in zichzelf opgaan. Kies twee verschillende gemeenten.",
            "A municipality cannot go up in itself. Choose two different municipalities.",
        ),
        No::NoMunicipality => (
            "Een van deze gemeenten bestaat op die dag niet. Kijk de namen en de dag na.",
            "One of these municipalities does not exist on that day. Check the names and the day.",
        ),
        No::Ended => (
            "Deze organisatie doet niet meer mee. Aan haar verandert niets meer.",
            "This organisation no longer takes part. Nothing about it changes any more.",
        ),
    };
    lang.pick(nl, en)
}

/// Why somebody cannot leave or a yes does not count, and what to do.
#[must_use]
pub fn people(refusal: domain::people::Refusal, lang: Lang) -> &'static str {
    use domain::people::Refusal as No;
    let (nl, en) = match refusal {
        No::LastContact => (
            "Dit is de laatste contactpersoon. Nodig eerst iemand anders uit als contactpersoon; daarna kan deze persoon weg.",
            "This is the last contact person. Invite somebody else as contact person first; after that this person can leave.",
        ),
        No::OwnAddress => (
            "Voor uzelf vraagt iemand anders dit: een andere contactpersoon of de beheerder.",
            "Somebody else asks this for you: another contact person or the administrator.",
        ),
        No::AddressTaken => (
            "Dit adres kan niet worden gebruikt. Vul een ander adres van deze persoon in.",
            "This address cannot be used. Enter another address of this person.",
        ),
        No::AskedAlready => (
            "Voor deze persoon is al een nieuw adres gevraagd.",
            "A new address has been asked for this person already.",
        ),
        No::Over => {
            ("Dit verzoek is al afgehandeld of tegengehouden.", "This request has been dealt with or stopped already.")
        }
        No::LastSignatory => (
            "Dit is de laatste tekenbevoegde. Draag eerst een ander voor; zodra die is goedgekeurd, kan deze persoon weg.",
            "This is the last signatory. Propose somebody else first; as soon as that is agreed to, this person can leave.",
        ),
        No::TwoSign => (
            "Twee tekenbevoegden tekenen samen, en er zou er één overblijven. Draag eerst een ander voor.",
            "Two signatories sign together, and only one would be left. Propose somebody else first.",
        ),
        No::LastAdministrator => (
            "Dit is de laatste beheerder. Nodig eerst een andere beheerder uit.",
            "This is the last administrator. Invite another administrator first.",
        ),
        No::OwnRequest => (
            "U vroeg dit zelf aan. Iemand anders moet het goedkeuren: een andere contactpersoon van de organisatie, of een andere beheerder.",
            "You asked for this yourself. Somebody else has to agree: another contact person of the organisation, or another administrator.",
        ),
        No::NotIndependent => (
            "Wie dit aanvroeg heeft u zelf uitgenodigd, of u kwam er pas na de aanvraag bij. Daarom beslist de beheerder hierover.",
            "You were invited by whoever asked for this, or you came after the request. That is why the administrator decides.",
        ),
    };
    lang.pick(nl, en)
}

/// Which code was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// That of a mail.
    OfMail,
    /// That of an app, which it shows for half a minute and which counts once.
    OfApp,
}

/// Why a code did nothing.
#[must_use]
pub fn code(refused: CodeRefused, code: Code, lang: Lang) -> String {
    match refused {
        CodeRefused::Wrong { left } => {
            let why = match code {
                Code::OfMail => lang.pick("Deze code klopt niet.", "This code is not right."),
                Code::OfApp => lang.pick(
                    "Deze code klopt niet, of u gebruikte hem al.",
                    "This code is not right, or you used it already.",
                ),
            };
            match left {
                1 => lang
                    .pick(format!("{why} U kunt het nog één keer proberen."), format!("{why} You can try once more.")),
                _ => lang.pick(
                    format!("{why} U kunt het nog {left} keer proberen."),
                    format!("{why} You can try {left} more times."),
                ),
            }
        }
        CodeRefused::Expired | CodeRefused::NotAsked => lang
            .pick(
                "Deze code is verlopen of al gebruikt. Vraag een nieuwe code.",
                "This code has expired or was used already. Ask for a new code.",
            )
            .to_owned(),
        CodeRefused::NoGuesses => lang
            .pick(
                "Er is te vaak een verkeerde code getypt. Vraag een nieuwe code.",
                "A wrong code was typed too often. Ask for a new code.",
            )
            .to_owned(),
    }
}

/// Why an answer with a passkey did nothing.
#[must_use]
pub const fn passkey(refused: passkeys::Refused, lang: Lang) -> &'static str {
    let (nl, en) = match refused {
        passkeys::Refused::Expired => (
            "Dit duurde te lang, of het werd al eens verstuurd. Probeer het nog een keer.",
            "This took too long, or was sent before. Please try again.",
        ),
        passkeys::Refused::Unknown => (
            "Deze passkey kennen wij niet (meer). Log in met een code per mail, en maak bij ‘Mijn gegevens’ een nieuwe.",
            "We do not know this passkey (any more). Sign in with a code by mail, and make a new one under ‘My account’.",
        ),
        passkeys::Refused::NotGood => (
            "Deze passkey klopt niet. Probeer het nog een keer, of kies een andere manier.",
            "This passkey is not right. Try again, or choose another way.",
        ),
        passkeys::Refused::Taken => {
            ("Deze passkey staat al in het portaal.", "This passkey stands in the portal already.")
        }
        passkeys::Refused::TooMany => (
            "U hebt het grootste aantal passkeys bereikt. Verwijder eerst een die u niet meer gebruikt.",
            "You have reached the largest number of passkeys. First remove one that you no longer use.",
        ),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        agreement::{Side, StateKind},
        ids::SlotId,
    };
    use uuid::Uuid;

    #[test]
    fn every_refusal_has_a_sentence_of_its_own_in_both_languages() {
        let (day, slot) = (jiff::civil::date(2026, 11, 24), SlotId(Uuid::nil()));
        let all = [
            Refusal::Ended(StateKind::Withdrawn),
            Refusal::NotReleased,
            Refusal::AlreadyReleased,
            Refusal::AlreadyOnHold,
            Refusal::NotOnHold,
            Refusal::SignatureStands,
            Refusal::Declined,
            Refusal::AlreadySigned,
            Refusal::NotSigned,
            Refusal::AlreadyActive,
            Refusal::NothingToPrepareAgain,
            Refusal::NoChangedFacts,
            Refusal::AlreadyDeferred,
            Refusal::NotDeferred,
            Refusal::NeedsPerson,
            Refusal::HoldNotAhead(day),
            Refusal::HoldLasts(day),
            Refusal::UnknownSlot(slot),
            Refusal::SlotFilled(slot),
            Refusal::SignedForOtherSide(Side::Partner),
            Refusal::SignedTwice,
            Refusal::NotAParty(Side::Executor),
            Refusal::OnboardingOpen(Side::Municipality),
            Refusal::StartUnknown,
            Refusal::StartsLater(day),
            Refusal::EndInPast(day),
            Refusal::SignedLater(day),
            Refusal::StartsBeforeSigned(day),
            Refusal::SupersedesItself,
            Refusal::Slots(SlotsFault::SameOrganisation),
            Refusal::Slots(SlotsFault::TooMany),
        ];
        for lang in Lang::ALL {
            let mut sentences: Vec<_> = all.iter().map(|refusal| sentence(refusal, lang)).collect();
            assert!(sentences.iter().all(|text| text.ends_with('.') && !text.contains("niet mogelijk")));
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), all.len());
        }
        assert_eq!(sentence(&all[0], Lang::Nl), "Deze overeenkomst is vervallen. Daaraan verandert niets meer.");
    }

    #[test]
    fn every_refusal_about_people_has_a_sentence_of_its_own() {
        for lang in Lang::ALL {
            let all = domain::people::Refusal::ALL;
            let mut sentences: Vec<_> = all.iter().map(|refusal| people(*refusal, lang)).collect();
            assert!(sentences.iter().all(|text| text.ends_with('.')));
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), all.len());
        }
    }

    #[test]
    fn every_refusal_of_a_change_has_a_sentence_of_its_own() {
        for lang in Lang::ALL {
            let mut sentences: Vec<_> =
                domain::change::Refusal::ALL.iter().map(|refusal| change(*refusal, lang)).collect();
            assert!(sentences.iter().all(|text| text.ends_with('.')));
            sentences.sort_unstable();
            sentences.dedup();
            assert_eq!(sentences.len(), domain::change::Refusal::ALL.len());
        }
    }
}
