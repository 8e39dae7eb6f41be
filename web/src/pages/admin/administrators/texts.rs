//! Texts of the administrators' page.

crate::texts! {
    /// Texts of the administrators' page.
    pub struct Texts {
        title: "Beheerders" | "Administrators",
        lead: "Zij behandelen aanmeldingen en wijzigingen, en zien of alles loopt. Komt of gaat er iemand, dan krijgen alle beheerders bericht." | "They handle registrations and changes, and see whether everything runs. When somebody comes or goes, all administrators are told.",
        since: fn(day: &str) -> String { format!("Sinds {day}") } | { format!("Since {day}") },
        you: "dit bent u" | "this is you",
        end_link: "Rol beëindigen" | "End the role",
        address_link: "Kan niet meer inloggen" | "Can no longer sign in",
        addresses: "Nieuwe e-mailadressen" | "New mail addresses",
        addresses_text: "Wie niet meer bij de eigen mailbox kan, krijgt via een collega en u een nieuw adres." | "Who lost their own mailbox gets a new address by way of a colleague and you.",
        addresses_link: "Bekijk wat er is gevraagd" | "See what was asked",
        invite: "Beheerder uitnodigen" | "Invite an administrator",
        invite_lead: "Deze persoon kan meteen inloggen en alles doen wat een beheerder doet." | "This person can sign in at once and do all that an administrator does.",
        name: "Naam" | "Name",
        email: "E-mailadres" | "Mail address",
        email_hint: "Het eigen adres van deze persoon." | "This person's own address.",
        invite_button: "Uitnodigen" | "Invite",
        twice: "Deze persoon is al beheerder." | "This person is an administrator already.",
        shared: "Dit lijkt een gedeelde mailbox. Vul het eigen adres van deze persoon in." | "This looks like a shared mailbox. Fill in this person's own address.",
        end_title: "Beheerder beëindigen" | "End an administrator",
        end_lead: fn(name: &str) -> String { format!("{name} is daarna geen beheerder meer.") } | { format!("After that {name} is an administrator no longer.") },
        end_points: ["De toegang stopt meteen.", "De persoon en de andere beheerders krijgen bericht.", "Wat deze persoon deed, blijft in het logboek staan."]
            | ["Access ends at once.", "The person and the other administrators are told.", "What this person did stays in the log."],
        end_button: "Rol beëindigen" | "End the role",
    }
}
