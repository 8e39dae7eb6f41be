//! Texts of where an agreement stands: what each state means, and who moves it next.

crate::texts! {
    /// What each state means, and who moves it next.
    pub struct Texts {
        released_by_you: "U bepaalt als contactpersoon wanneer deze overeenkomst getekend mag worden. Dat heet doorzetten."
            | "As contact person you decide when this agreement may be signed. That is called releasing.",
        released_by: fn(party: &str) -> String { format!("De contactpersoon van {party} bepaalt wanneer de overeenkomst getekend mag worden. Dat heet doorzetten.") }
            | { format!("The contact person of {party} decides when the agreement may be signed. That is called releasing.") },
        prepared: "De overeenkomst staat klaar. Tekenen kan nog niet." | "The agreement stands ready. It cannot be signed yet.",
        on_hold: fn(party: &str) -> String { format!("Deze overeenkomst wordt nog aangehouden door {party}. Tekenen kan nog niet.") }
            | { format!("This agreement is kept on hold by {party}. It cannot be signed yet.") },
        on_hold_until: fn(party: &str, day: &str) -> String { format!("Deze overeenkomst wordt tot {day} aangehouden door {party}. Daarna staat de overeenkomst vanzelf weer klaar.") }
            | { format!("This agreement is kept on hold by {party} until {day}. After that it stands ready again by itself.") },
        nobody_signed: "De overeenkomst mag getekend worden. Nog niemand heeft getekend." | "The agreement may be signed. Nobody has signed yet.",
        some_signed: "Een deel van de handtekeningen staat." | "Some of the signatures are there.",
        still_to_sign: fn(names: &str) -> String { format!("Nu tekent nog: {names}. Er is geen uiterste datum.") }
            | { format!("Still to sign: {names}. There is no deadline.") },
        declined: fn(name: &str) -> String { format!("De tekenbevoegde van {name} tekent deze versie niet.") }
            | { format!("The signatory of {name} does not sign this version.") },
        prepare_again: fn(party: &str) -> String { format!("De contactpersoon van {party} kan de overeenkomst opnieuw klaarzetten, als een nieuwe versie.") }
            | { format!("The contact person of {party} can prepare the agreement again, as a new version.") },
        signed: fn(day: &str) -> String { format!("Alle partijen hebben getekend, de laatste op {day}.") }
            | { format!("All parties have signed, the last one on {day}.") },
        signed_elsewhere: fn(day: &str) -> String { format!("Getekend buiten dit portaal, op {day}. De beheerder heeft de overeenkomst ingebracht.") }
            | { format!("Signed outside this portal, on {day}. The administrator brought the agreement in.") },
        onboarding: "Beide kanten regelen nu het leveren van signalen in. Daarna wordt de overeenkomst actief."
            | "Both sides now set up the delivery of signals. After that the agreement becomes active.",
        active: fn(day: &str) -> String { format!("De overeenkomst is actief sinds {day}.") }
            | { format!("The agreement has been active since {day}.") },
        goes_on: "De overeenkomst loopt door totdat een van de kanten opzegt." | "The agreement goes on until one of the sides gives notice.",
        withdrawn_area: "De overeenkomst is vervallen: de signaalpartner is hier niet meer actief." | "The agreement was withdrawn: the signal partner is no longer active here.",
        withdrawn_organisation: "De overeenkomst is vervallen: een van de organisaties doet niet meer mee." | "The agreement was withdrawn: one of the organisations no longer takes part.",
        withdrawn_municipality: "De overeenkomst is vervallen: de gemeente bestaat niet meer, of een andere organisatie sluit nu haar overeenkomsten."
            | "The agreement was withdrawn: the municipality no longer exists, or another organisation now makes its agreements.",
        withdrawn_administrator: "De overeenkomst is vervallen: dat heeft de beheerder besloten." | "The agreement was withdrawn: the administrator has decided so.",
        nothing: "Er gebeurt niets meer mee." | "Nothing happens with it any more.",
        terminated: fn(name: &str) -> String { format!("De overeenkomst is opgezegd door {name}.") } | { format!("Notice was given by {name}.") },
        last_day: fn(day: &str) -> String { format!("De laatste dag is {day}.") } | { format!("The last day is {day}.") },
        superseded: fn(day: &str) -> String { format!("Op {day} is een nieuwere overeenkomst in de plaats gekomen.") }
            | { format!("A newer agreement took its place on {day}.") },
    }
}
