//! Texts of the people of an organisation.

crate::texts! {
    /// Texts of the people of an organisation.
    pub struct Texts {
        title: "Mensen en rollen" | "People and roles",
        lead: "Wie werkt er voor uw organisatie in dit portaal? Contactpersonen wijzigt u meteen. Een nieuwe tekenbevoegde keurt altijd iemand anders goed: een andere contactpersoon of de beheerder."
            | "Who works for your organisation in this portal? You change contact persons at once. A new signatory is always agreed to by somebody else: another contact person or the administrator.",
        to_organisation: "Onze organisatie" | "Our organisation",
        contacts: "Contactpersonen" | "Contact persons",
        contacts_text: "Zij coördineren, zien alle overeenkomsten en regelen wie hier werkt." | "They coordinate, see all agreements and arrange who works here.",
        signatories: "Tekenbevoegden" | "Signatories",
        signatories_text: "Zij mogen tekenen. De functie staat in de overeenkomst." | "They may sign. Their function stands in the agreement.",
        invite_contact: "Contactpersoon uitnodigen" | "Invite a contact person",
        propose: "Tekenbevoegde voordragen" | "Propose a signatory",
        nobody: "Niemand" | "Nobody",
        since: fn(day: &str) -> String { format!("Sinds {day}") } | { format!("Since {day}") },
        you: "dit bent u" | "this is you",
        change: "Wijzigen" | "Change",
        end: "Rol beëindigen" | "End the role",
        alone: "U bent de enige contactpersoon. Nodig een tweede uit: dan kan er altijd iemand verder, en keurt een collega een nieuwe tekenbevoegde goed in plaats van de beheerder."
            | "You are the only contact person. Invite a second one: then somebody can always go on, and a colleague agrees to a new signatory instead of the administrator.",
        waits: "Wacht op goedkeuring" | "Waits for somebody to agree",
        changed: "andere gegevens van tekenbevoegden" | "other details of signatories",
        administrator: "De beheerder" | "The administrator",
        waits_own: fn(names: &str, day: &str) -> String { format!("U droeg op {day} voor als tekenbevoegde: {names}. Een andere contactpersoon of de beheerder keurt dit goed. Tot die tijd verandert er niets.") }
            | { format!("On {day} you proposed as signatory: {names}. Another contact person or the administrator agrees to it. Nothing changes until then.") },
        waits_of: fn(who: &str, names: &str, day: &str) -> String { format!("{who} droeg op {day} voor als tekenbevoegde: {names}.") } | { format!("On {day} {who} proposed as signatory: {names}.") },
        see: "Bekijk het voorstel" | "See the proposal",
        see_and_decide: "Bekijken en beslissen" | "Have a look and decide",
        take_back: "Intrekken" | "Take back",
        leave: "Werkt u hier niet meer?" | "Do you no longer work here?",
        leave_text: "Dan kunt u zelf uw rollen beëindigen. Wat u deed, blijft bewaard." | "Then you can end your own roles. What you did is kept.",
        leave_link: "Ik werk hier niet meer" | "I no longer work here",

        back: "Mensen en rollen" | "People and roles",
        cancel: "Annuleren" | "Cancel",
        invite_contact_lead: "Deze persoon krijgt meteen een uitnodiging en kan daarna inloggen. De andere contactpersonen krijgen bericht." | "This person gets an invitation at once and can sign in after that. The other contact persons are told.",
        invite_send: "Uitnodigen" | "Invite",
        propose_lead: "Iemand anders dan u keurt dit goed: een andere contactpersoon of de beheerder. Pas daarna krijgt deze persoon een uitnodiging. Wilt u iemand vervangen? Draag eerst de nieuwe persoon voor en beëindig daarna de rol van de oude." | "Somebody other than you agrees to this: another contact person or the administrator. Only then this person gets an invitation. Do you want to replace somebody? Propose the new person first, then end the role of the old one.",
        propose_send: "Voordragen" | "Propose",
        change_title: "Contactpersoon wijzigen" | "Change a contact person",
        change_lead: fn(email: &str) -> String { format!("Dit verandert meteen. Het e-mailadres {email} blijft: daarmee logt deze persoon in.") } | { format!("This changes at once. The mail address {email} stays: this person signs in with it.") },
        change_send: "Opslaan" | "Save",

        end_title: "Rol beëindigen" | "End a role",
        end_lead: fn(name: &str, role: &str, organisation: &str) -> String { format!("{name} is daarna geen {role} meer van {organisation}.") } | { format!("After that {name} is {role} of {organisation} no longer.") },
        end_points: ["De toegang stopt meteen.", "De persoon en de andere contactpersonen krijgen bericht.", "Wat deze persoon deed en tekende, blijft bewaard."]
            | ["Access ends at once.", "The person and the other contact persons are told.", "What this person did and signed is kept."],
        end_send: "Rol beëindigen" | "End the role",
        agreements: "Wat gebeurt er met de overeenkomsten?" | "What happens to the agreements?",
        impossible: "Dit kan nu niet" | "This is not possible now",
        leaving_title: "Ik werk hier niet meer" | "I no longer work here",
        leaving_lead: fn(organisation: &str) -> String { format!("U beëindigt al uw rollen bij {organisation}:") } | { format!("You end all your roles at {organisation}:") },
        leaving_points: ["U hebt meteen geen toegang meer tot deze organisatie.", "De andere contactpersonen krijgen bericht.", "Wat u deed en tekende, blijft bewaard."]
            | ["You no longer have access to this organisation, at once.", "The other contact persons are told.", "What you did and signed is kept."],
        leaving_send: "Ik vertrek" | "I leave",
        to_people: "Naar mensen en rollen" | "To people and roles",

        look_title: "Voorstel: tekenbevoegden" | "Proposal: signatories",
        asked_by: "Voorgedragen door" | "Proposed by",
        decided_at: "Beslist op" | "Decided on",
        reason_row: "Reden" | "Reason",
        decide: "Uw beslissing" | "Your decision",
        agree: "Goedkeuren" | "Agree",
        agree_lead: "Keur dit alleen goed als u weet dat deze persoon namens uw organisatie mag tekenen. U, uw collega’s en de nieuwe tekenbevoegde krijgen bericht." | "Agree only if you know that this person may sign for your organisation. You, your colleagues and the new signatory are told.",
        agree_button: "Goedkeuren" | "Agree",
        turn_down: "Afwijzen" | "Turn down",
        turn_down_lead: "Uw collega krijgt de reden per mail. Er verandert niets." | "Your colleague gets the reason by mail. Nothing changes.",
        reason: "Waarom wijst u dit af?" | "Why do you turn this down?",
        reason_missing: "Vul een reden in." | "Enter a reason.",
        turn_down_button: "Afwijzen" | "Turn down",
        own: "U droeg dit zelf voor. Een andere contactpersoon of de beheerder beslist." | "You proposed this yourself. Another contact person or the administrator decides.",
        stale: "Iemand anders heeft dit intussen veranderd. Kijk of het nog klopt en probeer het opnieuw." | "Somebody else has changed this meanwhile. See whether it still fits and try again.",
        problems: "Dit voorstel kan zo niet worden goedgekeurd. Trek het in en doe een nieuw." | "This proposal cannot be agreed to as it is. Take it back and make a new one.",
    }
}
