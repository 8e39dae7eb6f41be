//! What just happened, told once on the next page.

use crate::{lang::Lang, parts::NoticeKind};

macro_rules! flashes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $nl:literal | $en:literal;)+) => {
        /// A message about what just happened.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Flash { $($(#[$doc])* $name,)+ }

        impl Flash {
            /// For the cookie.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// From the cookie.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)+ _ => None }
            }

            /// In words.
            #[must_use]
            pub const fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Nl) => $nl, (Self::$name, Lang::En) => $en,)+
                }
            }
        }
    };
}

impl Flash {
    /// The way on that goes with it.
    #[must_use]
    pub const fn link(self, lang: Lang) -> Option<(&'static str, &'static str)> {
        let (nl, en, href) = match self {
            Self::PasskeyOffered => ("Passkey maken", "Make a passkey", "/mijn/passkeys"),
            // Whoever changes how they sign in may want to end what was opened before.
            Self::PasskeyAdded | Self::PasskeyRemoved | Self::AuthenticatorAdded | Self::AuthenticatorRemoved => (
                "Bekijk waar u bent ingelogd, of log daar uit",
                "See where you are signed in, or sign out there",
                "/mijn",
            ),
            _ => return None,
        };
        Some((
            match lang {
                Lang::Nl => nl,
                Lang::En => en,
            },
            href,
        ))
    }

    /// How it looks: as a success, unless something is still to be done.
    #[must_use]
    pub const fn kind(self) -> NoticeKind {
        match self {
            Self::PasskeyOffered | Self::FormKept => NoticeKind::Info,
            Self::FormTooLarge | Self::FileNotKept => NoticeKind::Warning,
            _ => NoticeKind::Ok,
        }
    }
}

flashes! {
    /// A form was kept, because something comes first.
    FormKept = "formulier-bewaard", "Wat u had ingevuld, is bewaard. Na deze stap kunt u het alsnog versturen." | "What you filled in has been kept. After this step you can still send it.";
    /// A form was not kept.
    FormTooLarge = "formulier-te-groot", "Wat u had ingevuld, was te groot om te bewaren. Na deze stap komt u terug op de pagina en vult u het opnieuw in." | "What you filled in was too large to keep. After this step you come back to the page and fill it in again.";
    /// A chosen file was not kept.
    FileNotKept = "bestand-niet-bewaard", "Een gekozen bestand bewaren wij niet. Na deze stap komt u terug op de pagina en kiest u het opnieuw." | "A chosen file is not kept. After this step you come back to the page and choose it again.";
    /// A kept form was thrown away.
    FormThrownAway = "formulier-weggegooid", "Weggegooid. Er is niets verstuurd." | "Thrown away. Nothing was sent.";
    /// Signed out here.
    SignedOut = "uitgelogd", "U bent uitgelogd." | "You have signed out.";
    /// Signed in for the first time, and could do so more easily from now on.
    PasskeyOffered = "passkey-aanbod", "Voortaan inloggen zonder code? Dat kan met een passkey: uw vinger, gezicht of pincode." | "Sign in without a code from now on? A passkey does it: your finger, face or PIN.";
    /// A passkey was made.
    PasskeyAdded = "passkey-gemaakt", "De passkey is gemaakt. U kunt er voortaan mee inloggen." | "The passkey has been made. You can sign in with it from now on.";
    /// A passkey has another name.
    PasskeyRenamed = "passkey-hernoemd", "De passkey heeft een andere naam." | "The passkey has another name.";
    /// A passkey was removed.
    PasskeyRemoved = "passkey-verwijderd", "De passkey is verwijderd. U kunt er niet meer mee inloggen. Haal hem ook weg op uw apparaat." | "The passkey has been removed. You can no longer sign in with it. Remove it on your device as well.";
    /// A contact card was added.
    CardAdded = "kaart-toegevoegd", "De contactkaart is toegevoegd." | "The contact card has been added.";
    /// A contact card was changed.
    CardChanged = "kaart-gewijzigd", "De contactkaart is gewijzigd." | "The contact card has been changed.";
    /// A contact card was removed.
    CardRemoved = "kaart-verwijderd", "De contactkaart is verwijderd." | "The contact card has been removed.";
    /// It was set which means suffice.
    MeansAsked = "inlogmiddelen-ingesteld", "Opgeslagen. Dit geldt vanaf nu, ook voor wie al is ingelogd." | "Saved. This counts from now on, also for who is signed in already.";
    /// An authenticator app was connected.
    AuthenticatorAdded = "app-gekoppeld", "De app is gekoppeld. Bij het inloggen met een code per mail wordt nu ook de code van de app gevraagd." | "The app is connected. Signing in with a code by mail now asks for the code of the app as well.";
    /// An authenticator app was disconnected.
    AuthenticatorRemoved = "app-ontkoppeld", "De app is ontkoppeld. Haal Vroegteken ook weg uit de app." | "The app is disconnected. Remove Vroegteken from the app as well.";
    /// Signed out in another browser.
    SessionEnded = "sessie-beeindigd", "U bent in die browser uitgelogd." | "You have signed out in that browser.";
    /// Signed out in all other browsers.
    OtherSessionsEnded = "andere-sessies-beeindigd", "U bent nog alleen in deze browser ingelogd." | "You are signed in with this browser only.";
    /// Signed out everywhere.
    SignedOutEverywhere = "overal-uitgelogd", "U bent overal uitgelogd." | "You have signed out everywhere.";
    /// Accepted.
    Accepted = "goedgekeurd", "De aanmelding is goedgekeurd. De overeenkomsten worden klaargezet." | "The registration has been accepted. The agreements are being prepared.";
    /// The people of organisations from a file are invited.
    PeopleInvited = "mensen-uitgenodigd", "De uitnodigingen zijn onderweg." | "The invitations are on their way.";
    /// A chosen file was thrown away.
    ThrownAway = "weggegooid", "Het gekozen bestand is weggegooid. Er is niets ingelezen." | "The chosen file was thrown away. Nothing was brought in.";
    /// Refused.
    Refused = "geweigerd", "De aanmelding is geweigerd. De aanmelder krijgt de reden per mail." | "The registration has been refused. The registrant gets the reason by mail.";
    /// Asked for more.
    Questioned = "gevraagd", "De vraag is per mail gesteld." | "The question has been asked by mail.";
    /// Corrected.
    Corrected = "verbeterd", "De verbetering is opgeslagen. De aanmelder krijgt bericht." | "The correction has been saved. The registrant is told.";
    /// The address of a registrant was mended.
    Readdressed = "adres-verbeterd", "Het e-mailadres is verbeterd. De aanmelder krijgt daar een nieuwe mail." | "The mail address has been corrected. The registrant gets a new mail there.";
    /// Nothing to correct.
    Unchanged = "onveranderd", "Er is niets veranderd." | "Nothing has changed.";
    /// Again.
    Again = "opnieuw", "Het wordt opnieuw geprobeerd." | "It is being tried again.";
    /// The mail of a registration once more.
    MailAgain = "mail-opnieuw", "De mail is opnieuw verstuurd." | "The mail has been sent again.";
    /// Declined to sign.
    Declined = "afgewezen", "U hebt de overeenkomst afgewezen. De contactpersonen van beide kanten zien uw reden." | "You have declined the agreement. The contact persons of both sides see your reason.";
    /// Another code to sign.
    CodeAgain = "code-opnieuw", "Er is een nieuwe code onderweg. De vorige werkt niet meer." | "A new code is on its way. The former one no longer works.";
    /// Draft saved.
    Saved = "bewaard", "Uw antwoorden zijn bewaard." | "Your answers have been saved.";
    /// Released.
    AgreementReleased = "doorgezet", "De overeenkomst is doorgezet. Het document wordt nu gemaakt; daarna kan er worden getekend." | "The agreement has been released. The document is being made now; after that it can be signed.";
    /// Held.
    AgreementHeld = "aangehouden", "De overeenkomst wordt aangehouden." | "The agreement is on hold.";
    /// Taken back.
    AgreementTakenBack = "teruggehaald", "De overeenkomst is teruggehaald. Niemand kan haar nu tekenen." | "The agreement has been taken back. Nobody can sign it now.";
    /// Prepared again.
    AgreementPreparedAgain = "opnieuw-klaargezet", "De overeenkomst staat opnieuw klaar, als nieuwe versie." | "The agreement stands ready again, as a new version.";
    /// Let be.
    AgreementLetBe = "zo-gelaten", "De versie blijft zoals zij is." | "The version stays as it is.";
    /// Marked for later.
    AgreementDeferred = "later", "De overeenkomst staat op ‘later’. Uw tekenbevoegde krijgt haar nog niet te zien." | "The agreement is marked ‘later’. Your signatory does not get to see it yet.";
    /// No longer for later.
    AgreementResumed = "niet-later", "De overeenkomst staat niet langer op ‘later’." | "The agreement is no longer marked ‘later’.";
    /// Notice was given.
    AgreementTerminated = "opgezegd", "De overeenkomst is opgezegd." | "Notice of the agreement has been given.";
    /// Withdrawn.
    AgreementWithdrawn = "vervallen", "De overeenkomst is vervallen." | "The agreement has been withdrawn.";
    /// A side said that it is ready to start, or not yet.
    OnboardingSaid = "inregelen", "Het is opgeslagen. De andere partij ziet het ook." | "It has been saved. The other party sees it as well.";
    /// Replaced by a fresh one.
    AgreementReplaced = "vervangen", "De overeenkomst is vervangen. Dit is de nieuwe, die klaarstaat." | "The agreement has been replaced. This is the new one, which stands ready.";
    /// A change was asked for.
    ChangeAsked = "wijziging-aangevraagd", "Uw wijziging is aangevraagd. U krijgt een mail zodra de beheerder heeft beslist." | "Your change has been asked for. You get a mail as soon as the administrator has decided.";
    /// A change was taken back.
    ChangeTakenBack = "wijziging-ingetrokken", "De wijziging is ingetrokken." | "The change has been taken back.";
    /// Contact persons were changed.
    ContactsChanged = "contactpersonen-gewijzigd", "De contactpersonen zijn gewijzigd. Wie nieuw is, krijgt een uitnodiging." | "The contact persons have been changed. Who is new gets an invitation.";
    /// A contact person was invited.
    ContactInvited = "contactpersoon-uitgenodigd", "De uitnodiging is onderweg. Deze persoon kan meteen inloggen." | "The invitation is on its way. This person can sign in at once.";
    /// What stands with a contact person was changed.
    PersonChanged = "persoon-gewijzigd", "De gegevens zijn gewijzigd." | "The details have been changed.";
    /// A signatory was proposed.
    Proposed = "voorgedragen", "Het voorstel wacht nu op goedkeuring door iemand anders." | "The proposal now waits for somebody else to agree.";
    /// Agreed to what a colleague asked.
    Seconded = "meegekeken-goedgekeurd", "U keurde het voorstel goed. De tekenbevoegde krijgt een uitnodiging." | "You agreed to the proposal. The signatory gets an invitation.";
    /// Turned down what a colleague asked.
    TurnedDown = "meegekeken-afgewezen", "U wees het voorstel af. Uw collega krijgt de reden per mail." | "You turned the proposal down. Your colleague gets the reason by mail.";
    /// A role was ended.
    RoleEnded = "rol-beeindigd", "De rol is beëindigd. Deze persoon krijgt daarvan bericht." | "The role has ended. This person is told.";
    /// Somebody left.
    Left = "vertrokken", "U werkt niet meer voor deze organisatie. Bedankt voor uw werk." | "You no longer work for this organisation. Thank you for your work.";
    /// The people of an organisation were confirmed.
    PeopleHold = "mensen-kloppen", "Dank u wel. Over een half jaar vragen wij het opnieuw." | "Thank you. We ask again in half a year.";
    /// A new mail address was asked for.
    AddressAsked = "adres-gevraagd", "Gevraagd. De beheerder beslist. Het oude adres en de andere contactpersonen krijgen bericht." | "Asked. The administrator decides. The old address and the other contact persons are told.";
    /// A new mail address was agreed to.
    AddressAgreed = "adres-goedgekeurd", "Goedgekeurd. Iedereen die het aangaat, krijgt bericht." | "Agreed. Everybody concerned is told.";
    /// A new mail address was stopped or refused.
    AddressStopped = "adres-tegengehouden", "Het adres blijft zoals het was. Iedereen die het aangaat, krijgt bericht." | "The address stays as it was. Everybody concerned is told.";
    /// An administrator was invited.
    AdministratorInvited = "beheerder-uitgenodigd", "De uitnodiging is onderweg. De andere beheerders krijgen bericht." | "The invitation is on its way. The other administrators are told.";
    /// An administrator went.
    AdministratorEnded = "beheerder-beeindigd", "Deze persoon is geen beheerder meer." | "This person is no longer an administrator.";
    /// A change waits for its preview to be read.
    ChangeReady = "wijziging-klaar", "De wijziging staat klaar. Bekijk hieronder wat zij doet, en beslis dan." | "The change is ready. See below what it does, then decide.";
    /// A change was accepted.
    ChangeAccepted = "wijziging-goedgekeurd", "De wijziging is goedgekeurd." | "The change has been accepted.";
    /// A change was refused.
    ChangeRefused = "wijziging-geweigerd", "De wijziging is geweigerd. Wie haar aanvroeg, krijgt de reden per mail." | "The change has been refused. Who asked for it gets the reason by mail.";
    /// A change was corrected.
    ChangeCorrected = "wijziging-verbeterd", "De verbetering is opgeslagen. Wie de wijziging aanvroeg, krijgt bericht." | "The correction has been saved. Who asked for the change is told.";
    /// Mails were chosen.
    MailsChosen = "mails-gekozen", "Uw keuze is opgeslagen." | "Your choice has been saved.";
    /// The demo made the mail of the coming Monday.
    MondayMade = "maandagmail", "De maandagmail is gemaakt. De mails komen hieronder binnen; ziet u er nog geen, ververs dan de pagina." | "Monday's mail has been made. The mails arrive below; if you see none yet, reload the page.";
    /// Nobody had anything to sign.
    MondayEmpty = "maandagmail-leeg", "De maandagmail is gedaan, maar voor niemand was er iets nieuws om te tekenen." | "Monday's mail has been done, but nobody had anything new to sign.";
    /// It was made before.
    MondayAlready = "maandagmail-al", "De maandagmail van deze maandag is al verstuurd. Een tweede maakt het portaal niet." | "The mail of this Monday has been sent already. The portal makes no second one.";
    /// Some were put on hold.
    ManyHeld = "gekozen-aangehouden", "De gekozen overeenkomsten worden aangehouden. Wat intussen al was veranderd, is overgeslagen." | "The chosen agreements are on hold. What had changed meanwhile was skipped.";
    /// Some will be erased.
    ErasureApproved = "wissen-goedgekeurd", "Goedgekeurd. De gekozen overeenkomsten worden nu gewist." | "Approved. The chosen agreements are being erased now.";
    /// Some are kept longer.
    KeptLonger = "langer-bewaren", "De gekozen overeenkomsten worden langer bewaard." | "The chosen agreements are kept longer.";
    /// Some are kept no longer than others.
    NoLongerKept = "terug-op-de-lijst", "De gekozen overeenkomsten staan weer op de lijst." | "The chosen agreements are back on the list.";
    /// None could be put on hold.
    NoneHeld = "niets-aangehouden", "Er is niets aangehouden: de gekozen overeenkomsten werden al aangehouden of zijn intussen doorgezet." | "Nothing was put on hold: the chosen agreements were on hold already or have been released meanwhile.";
}
