//! The Microsoft 365 admin centre: "Export users" and the template for adding many users, whose titles it translates.
//!
//! Sources: the English export (programs and data sets that read it); the templates in English (documented), German,
//! Spanish, Portuguese and Russian (seen); the other words are those of the admin centre's own pages, and inferred. A word that means
//! one thing in one language means another in the next (`Nombre`, `Nome` and `Nom`), so the language is decided first.

use super::entra;
use crate::input::titles::{Cell, Meaning, Titles};

/// A language that titles come in.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::input) struct Language {
    /// The name for people.
    pub(in crate::input) name: &'static str,
    titles: &'static Titles,
    /// What titles hold that speak of blocking, and of signing in.
    blocking: &'static [&'static str],
    signing_in: &'static [&'static str],
}

/// Every language.
pub(in crate::input) static LANGUAGES: [Language; 8] = [
    Language {
        name: "German",
        titles: &[
            ("benutzerprinzipalname", "userPrincipalName"),
            ("benutzername", "userPrincipalName"),
            ("anmeldename", "userPrincipalName"),
            ("anzeigename", "displayName"),
            ("vorname", "givenName"),
            ("nachname", "surname"),
            ("familienname", "surname"),
            ("position", "jobTitle"),
            ("titel", "jobTitle"),
            ("berufsbezeichnung", "jobTitle"),
            ("abteilung", "department"),
            ("firma", "companyName"),
            ("firmenname", "companyName"),
            ("unternehmen", "companyName"),
            // The template calls the number of the room so, between the department and the telephone.
            ("telefongeschaftlich", "telephoneNumber"),
            ("buro", "physicalDeliveryOfficeName"),
            ("buronummer", "physicalDeliveryOfficeName"),
            ("telefonnummer", "telephoneNumber"),
            ("telefon", "telephoneNumber"),
            ("mobiltelefon", "mobile"),
            ("handy", "mobile"),
            ("handynummer", "mobile"),
            ("fax", "facsimileTelephoneNumber"),
            ("faxnummer", "facsimileTelephoneNumber"),
            ("email", "mail"),
            ("emailadresse", "mail"),
            ("alternativeemailadresse", "otherMails"),
            ("adresse", "streetAddress"),
            ("strasse", "streetAddress"),
            ("strassenadresse", "streetAddress"),
            ("ort", "city"),
            ("stadt", "city"),
            ("bundesland", "state"),
            ("bundesstaat", "state"),
            ("bundesstaatoderprovinz", "state"),
            ("postleitzahl", "postalCode"),
            ("plz", "postalCode"),
            ("land", "country"),
            ("landregion", "country"),
            ("landoderregion", "country"),
            ("objektid", "objectId"),
            ("proxyadressen", "proxyAddresses"),
            ("bevorzugtesprache", "preferredLanguage"),
            ("nutzungsspeicherort", "usageLocation"),
            ("verwendungsstandort", "usageLocation"),
            ("erstelltam", "createdDateTime"),
            ("erstellungsdatum", "createdDateTime"),
            ("anmeldestatus", "?accountEnabled"),
            ("kontoaktiviert", "accountEnabled"),
            ("aktiviert", "accountEnabled"),
            ("lizenzen", ""),
        ],
        blocking: &["block", "gesperrt", "sperre"],
        signing_in: &["anmeld", "konto", "credential"],
    },
    Language {
        name: "French",
        titles: &[
            ("nomdutilisateurprincipal", "userPrincipalName"),
            ("nomprincipaldelutilisateur", "userPrincipalName"),
            ("nomprincipaldutilisateur", "userPrincipalName"),
            ("nomdutilisateur", "userPrincipalName"),
            ("nomdaffichage", "displayName"),
            ("nomcomplet", "displayName"),
            ("nomaafficher", "displayName"),
            ("prenom", "givenName"),
            // The family name alone; in Spanish and Portuguese the word is the given name.
            ("nom", "surname"),
            ("nomdefamille", "surname"),
            ("fonction", "jobTitle"),
            ("titre", "jobTitle"),
            ("poste", "jobTitle"),
            ("intituleduposte", "jobTitle"),
            ("service", "department"),
            ("departement", "department"),
            ("societe", "companyName"),
            ("entreprise", "companyName"),
            ("nomdelasociete", "companyName"),
            ("bureau", "physicalDeliveryOfficeName"),
            ("numerodebureau", "physicalDeliveryOfficeName"),
            ("telephonedubureau", "telephoneNumber"),
            ("telephonebureau", "telephoneNumber"),
            ("telephoneprofessionnel", "telephoneNumber"),
            ("numerodetelephone", "telephoneNumber"),
            ("telephone", "telephoneNumber"),
            ("telephonemobile", "mobile"),
            ("telephoneportable", "mobile"),
            ("mobile", "mobile"),
            ("portable", "mobile"),
            ("telecopie", "facsimileTelephoneNumber"),
            ("numerodetelecopie", "facsimileTelephoneNumber"),
            ("fax", "facsimileTelephoneNumber"),
            ("adresseemail", "mail"),
            ("adressedemessagerie", "mail"),
            ("courriel", "mail"),
            ("email", "mail"),
            ("adressedemessagerieautre", "otherMails"),
            ("autreadressedemessagerie", "otherMails"),
            ("autreadresseemail", "otherMails"),
            ("adresseemailsecondaire", "otherMails"),
            ("adresse", "streetAddress"),
            ("adressepostale", "streetAddress"),
            ("rue", "streetAddress"),
            ("ville", "city"),
            ("etat", "state"),
            ("province", "state"),
            ("etatprovince", "state"),
            ("etatouprovince", "state"),
            ("etatoudepartement", "state"),
            ("departementouregion", "state"),
            ("regionoudepartement", "state"),
            ("codepostal", "postalCode"),
            ("pays", "country"),
            ("paysregion", "country"),
            ("paysouregion", "country"),
            ("iddobjet", "objectId"),
            ("idobjet", "objectId"),
            ("iddelobjet", "objectId"),
            ("identificateurdobjet", "objectId"),
            ("identifiantdobjet", "objectId"),
            ("adressesproxy", "proxyAddresses"),
            ("langueprefere", "preferredLanguage"),
            ("languepreferee", "preferredLanguage"),
            ("emplacementdutilisation", "usageLocation"),
            ("lieudutilisation", "usageLocation"),
            ("datedecreation", "createdDateTime"),
            ("creele", "createdDateTime"),
            ("datedecreationle", "createdDateTime"),
            ("etatdeconnexion", "?accountEnabled"),
            ("compteactive", "accountEnabled"),
            ("licences", ""),
        ],
        blocking: &["bloqu", "blocage"],
        signing_in: &["identifi", "connexion", "compte", "credential", "authentif"],
    },
    Language {
        name: "Spanish",
        titles: &[
            ("nombreprincipaldeusuario", "userPrincipalName"),
            ("nombreprincipaldelusuario", "userPrincipalName"),
            ("nombredeusuario", "userPrincipalName"),
            ("nombredeusuarioprincipal", "userPrincipalName"),
            ("nombreparamostrar", "displayName"),
            ("nombrecompleto", "displayName"),
            ("nombre", "givenName"),
            ("nombredepila", "givenName"),
            ("apellido", "surname"),
            ("apellidos", "surname"),
            ("puesto", "jobTitle"),
            ("cargo", "jobTitle"),
            ("titulo", "jobTitle"),
            ("departamento", "department"),
            ("empresa", "companyName"),
            ("compania", "companyName"),
            ("nombredelaempresa", "companyName"),
            ("oficina", "physicalDeliveryOfficeName"),
            ("numerodeltrabajo", "physicalDeliveryOfficeName"),
            ("numerodeoficina", "physicalDeliveryOfficeName"),
            ("telefonodeltrabajo", "telephoneNumber"),
            ("telefonodeoficina", "telephoneNumber"),
            ("telefonodelaoficina", "telephoneNumber"),
            ("numerodetelefono", "telephoneNumber"),
            ("telefono", "telephoneNumber"),
            ("telefonomovil", "mobile"),
            ("movil", "mobile"),
            ("celular", "mobile"),
            ("numerodefax", "facsimileTelephoneNumber"),
            ("fax", "facsimileTelephoneNumber"),
            ("correoelectronico", "mail"),
            ("direcciondecorreoelectronico", "mail"),
            ("direcciondecorreoelectronicoalternativa", "otherMails"),
            ("correoelectronicoalternativo", "otherMails"),
            ("direccion", "streetAddress"),
            ("direccionpostal", "streetAddress"),
            ("calle", "streetAddress"),
            ("ciudad", "city"),
            ("estado", "state"),
            ("provincia", "state"),
            ("estadooprovincia", "state"),
            ("estadoprovincia", "state"),
            ("codigopostal", "postalCode"),
            ("pais", "country"),
            ("paisoregion", "country"),
            ("paisregion", "country"),
            ("iddeobjeto", "objectId"),
            ("iddelobjeto", "objectId"),
            ("identificadordeobjeto", "objectId"),
            ("direccionesdeproxy", "proxyAddresses"),
            ("direccionesproxy", "proxyAddresses"),
            ("idiomapreferido", "preferredLanguage"),
            ("ubicaciondeuso", "usageLocation"),
            ("fechadecreacion", "createdDateTime"),
            ("creadoel", "createdDateTime"),
            ("estadodeiniciodesesion", "?accountEnabled"),
            ("cuentahabilitada", "accountEnabled"),
            ("licencias", ""),
        ],
        blocking: &["bloque"],
        signing_in: &["credencial", "sesion", "cuenta", "acceso"],
    },
    Language {
        name: "Italian",
        titles: &[
            ("nomedellentitautente", "userPrincipalName"),
            ("nomeentitautente", "userPrincipalName"),
            ("nomeprincipaleutente", "userPrincipalName"),
            ("nomeutenteprincipale", "userPrincipalName"),
            ("nomeprincipaledellutente", "userPrincipalName"),
            ("nomeutente", "userPrincipalName"),
            ("nomevisualizzato", "displayName"),
            ("nomecompleto", "displayName"),
            ("nome", "givenName"),
            ("cognome", "surname"),
            ("posizione", "jobTitle"),
            ("qualifica", "jobTitle"),
            ("titolo", "jobTitle"),
            ("mansione", "jobTitle"),
            ("reparto", "department"),
            ("societa", "companyName"),
            ("azienda", "companyName"),
            ("ufficio", "physicalDeliveryOfficeName"),
            ("numeroufficio", "physicalDeliveryOfficeName"),
            ("telefonoufficio", "telephoneNumber"),
            ("telefonodellufficio", "telephoneNumber"),
            ("numeroditelefono", "telephoneNumber"),
            ("telefono", "telephoneNumber"),
            ("cellulare", "mobile"),
            ("telefonocellulare", "mobile"),
            ("numerodifax", "facsimileTelephoneNumber"),
            ("fax", "facsimileTelephoneNumber"),
            ("indirizzoemail", "mail"),
            ("postaelettronica", "mail"),
            ("indirizzodipostaelettronica", "mail"),
            ("indirizzodipostaelettronicaalternativo", "otherMails"),
            ("indirizzoemailalternativo", "otherMails"),
            ("indirizzo", "streetAddress"),
            ("indirizzostradale", "streetAddress"),
            ("via", "streetAddress"),
            ("citta", "city"),
            ("provincia", "state"),
            ("statooprovincia", "state"),
            ("statoprovincia", "state"),
            ("cap", "postalCode"),
            ("codicepostale", "postalCode"),
            ("paese", "country"),
            ("paeseregione", "country"),
            ("paeseareageografica", "country"),
            ("paeseoareageografica", "country"),
            ("paeseoregione", "country"),
            ("idoggetto", "objectId"),
            ("iddelloggetto", "objectId"),
            ("indirizziproxy", "proxyAddresses"),
            ("linguapreferita", "preferredLanguage"),
            ("localitadiutilizzo", "usageLocation"),
            ("datadicreazione", "createdDateTime"),
            ("creatoil", "createdDateTime"),
            ("statodiaccesso", "?accountEnabled"),
            ("accountabilitato", "accountEnabled"),
            ("licenze", ""),
        ],
        blocking: &["blocca", "blocco"],
        signing_in: &["credenzial", "accesso", "account"],
    },
    Language {
        name: "Portuguese",
        titles: &[
            ("nomeprincipaldousuario", "userPrincipalName"),
            ("nomeprincipaldeusuario", "userPrincipalName"),
            ("nomeprincipaldoutilizador", "userPrincipalName"),
            ("nomedeusuario", "userPrincipalName"),
            ("nomedeusuarioprincipal", "userPrincipalName"),
            ("nomedeutilizador", "userPrincipalName"),
            ("nomedoutilizador", "userPrincipalName"),
            ("nomedousuario", "userPrincipalName"),
            ("nomedeexibicao", "displayName"),
            ("nomeparaexibicao", "displayName"),
            ("nomeaapresentar", "displayName"),
            ("nomeaexibir", "displayName"),
            ("nomecompleto", "displayName"),
            ("nome", "givenName"),
            ("nomeproprio", "givenName"),
            ("primeironome", "givenName"),
            ("sobrenome", "surname"),
            ("apelido", "surname"),
            ("ultimonome", "surname"),
            ("cargo", "jobTitle"),
            ("funcao", "jobTitle"),
            ("titulo", "jobTitle"),
            ("departamento", "department"),
            ("empresa", "companyName"),
            ("nomedaempresa", "companyName"),
            ("escritorio", "physicalDeliveryOfficeName"),
            ("numerocomercial", "physicalDeliveryOfficeName"),
            ("numerodoescritorio", "physicalDeliveryOfficeName"),
            ("telefonecomercial", "telephoneNumber"),
            ("telefonedoescritorio", "telephoneNumber"),
            ("numerodetelefone", "telephoneNumber"),
            ("telefone", "telephoneNumber"),
            ("celular", "mobile"),
            ("telefonecelular", "mobile"),
            ("telemovel", "mobile"),
            ("fax", "facsimileTelephoneNumber"),
            ("numerodefax", "facsimileTelephoneNumber"),
            ("email", "mail"),
            ("enderecodeemail", "mail"),
            ("correioeletronico", "mail"),
            ("enderecodeemailalternativo", "otherMails"),
            ("endereco", "streetAddress"),
            ("rua", "streetAddress"),
            ("morada", "streetAddress"),
            ("cidade", "city"),
            ("estado", "state"),
            ("provincia", "state"),
            ("estadoouprovincia", "state"),
            ("estadoprovincia", "state"),
            ("cep", "postalCode"),
            ("codigopostal", "postalCode"),
            ("pais", "country"),
            ("paisouregiao", "country"),
            ("paisregiao", "country"),
            ("iddoobjeto", "objectId"),
            ("iddeobjeto", "objectId"),
            ("identificadordoobjeto", "objectId"),
            ("enderecosdeproxy", "proxyAddresses"),
            ("enderecosproxy", "proxyAddresses"),
            ("idiomapreferencial", "preferredLanguage"),
            ("idiomapreferido", "preferredLanguage"),
            ("localdeuso", "usageLocation"),
            ("localdeutilizacao", "usageLocation"),
            ("datadecriacao", "createdDateTime"),
            ("criadoem", "createdDateTime"),
            ("statusdeentrada", "?accountEnabled"),
            ("contahabilitada", "accountEnabled"),
            ("licencas", ""),
        ],
        blocking: &["bloque", "bloqui"],
        signing_in: &["credencia", "entrada", "sessao", "conta", "login", "acesso"],
    },
    Language {
        name: "Dutch",
        titles: &[
            ("userprincipalname", "userPrincipalName"),
            ("principalnaamvandegebruiker", "userPrincipalName"),
            ("principalnaamvangebruiker", "userPrincipalName"),
            ("gebruikersprincipalnaam", "userPrincipalName"),
            ("gebruikersnaam", "userPrincipalName"),
            ("weergavenaam", "displayName"),
            ("volledigenaam", "displayName"),
            ("voornaam", "givenName"),
            ("achternaam", "surname"),
            ("functie", "jobTitle"),
            ("functietitel", "jobTitle"),
            ("titel", "jobTitle"),
            ("afdeling", "department"),
            ("bedrijf", "companyName"),
            ("bedrijfsnaam", "companyName"),
            ("kantoor", "physicalDeliveryOfficeName"),
            ("kantoornummer", "physicalDeliveryOfficeName"),
            ("telefoonwerk", "telephoneNumber"),
            ("telefoonkantoor", "telephoneNumber"),
            ("telefoonnummer", "telephoneNumber"),
            ("telefoon", "telephoneNumber"),
            ("mobieletelefoon", "mobile"),
            ("mobiel", "mobile"),
            ("fax", "facsimileTelephoneNumber"),
            ("faxnummer", "facsimileTelephoneNumber"),
            ("emailadres", "mail"),
            ("email", "mail"),
            ("alternatiefemailadres", "otherMails"),
            ("adres", "streetAddress"),
            ("straat", "streetAddress"),
            ("plaats", "city"),
            ("stad", "city"),
            ("woonplaats", "city"),
            ("provincie", "state"),
            ("staat", "state"),
            ("staatofprovincie", "state"),
            ("staatprovincie", "state"),
            ("postcode", "postalCode"),
            ("land", "country"),
            ("landregio", "country"),
            ("landofregio", "country"),
            ("objectid", "objectId"),
            ("proxyadressen", "proxyAddresses"),
            ("voorkeurstaal", "preferredLanguage"),
            ("gebruikslocatie", "usageLocation"),
            ("gemaaktop", "createdDateTime"),
            ("aangemaaktop", "createdDateTime"),
            ("aanmaakdatum", "createdDateTime"),
            ("aanmeldingsstatus", "?accountEnabled"),
            ("accountingeschakeld", "accountEnabled"),
            ("licenties", ""),
        ],
        blocking: &["blokk", "geblokkeerd"],
        signing_in: &["referentie", "aanmeld", "credential", "account"],
    },
    Language {
        name: "Japanese",
        titles: &[
            ("ユーザープリンシパル名", "userPrincipalName"),
            ("ユーザー名", "userPrincipalName"),
            ("表示名", "displayName"),
            ("名", "givenName"),
            ("姓", "surname"),
            ("役職", "jobTitle"),
            ("職位", "jobTitle"),
            ("部署", "department"),
            ("会社名", "companyName"),
            ("会社", "companyName"),
            ("事業所", "physicalDeliveryOfficeName"),
            ("事業所番号", "physicalDeliveryOfficeName"),
            ("オフィス", "physicalDeliveryOfficeName"),
            ("オフィス番号", "physicalDeliveryOfficeName"),
            ("勤務先の場所", "physicalDeliveryOfficeName"),
            ("勤務先電話番号", "telephoneNumber"),
            ("勤務先の電話", "telephoneNumber"),
            ("会社電話", "telephoneNumber"),
            ("電話番号", "telephoneNumber"),
            ("携帯電話", "mobile"),
            ("携帯電話番号", "mobile"),
            ("fax", "facsimileTelephoneNumber"),
            ("fax番号", "facsimileTelephoneNumber"),
            ("メール", "mail"),
            ("メールアドレス", "mail"),
            ("電子メールアドレス", "mail"),
            ("連絡用メールアドレス", "otherMails"),
            ("連絡用電子メールアドレス", "otherMails"),
            ("別の電子メールアドレス", "otherMails"),
            ("住所", "streetAddress"),
            ("番地", "streetAddress"),
            ("市区町村", "city"),
            ("都道府県", "state"),
            ("州または都道府県", "state"),
            ("郵便番号", "postalCode"),
            ("国", "country"),
            ("国地域", "country"),
            ("国または地域", "country"),
            ("オブジェクトid", "objectId"),
            ("プロキシアドレス", "proxyAddresses"),
            ("優先する言語", "preferredLanguage"),
            ("利用場所", "usageLocation"),
            ("使用場所", "usageLocation"),
            ("作成日時", "createdDateTime"),
            ("作成日", "createdDateTime"),
            ("サインインの状態", "?accountEnabled"),
            ("アカウントの有効化", "accountEnabled"),
            ("ライセンス", ""),
        ],
        blocking: &["ブロック", "禁止"],
        signing_in: &["資格情報", "サインイン", "アカウント"],
    },
    Language {
        name: "Russian",
        titles: &[
            ("имяучастникапользователя", "userPrincipalName"),
            ("имясубъектапользователя", "userPrincipalName"),
            ("имяпользователя", "userPrincipalName"),
            ("отображаемоеимя", "displayName"),
            ("имя", "givenName"),
            ("фамилия", "surname"),
            ("должность", "jobTitle"),
            ("отдел", "department"),
            ("организация", "companyName"),
            ("компания", "companyName"),
            ("номерофиса", "physicalDeliveryOfficeName"),
            ("офис", "physicalDeliveryOfficeName"),
            ("рабочиителефон", "telephoneNumber"),
            ("номертелефона", "telephoneNumber"),
            ("телефон", "telephoneNumber"),
            ("мобильныителефон", "mobile"),
            ("факс", "facsimileTelephoneNumber"),
            ("электроннаяпочта", "mail"),
            ("адресэлектронноипочты", "mail"),
            ("дополнительныиадресэлектронноипочты", "otherMails"),
            ("адрес", "streetAddress"),
            ("улица", "streetAddress"),
            ("город", "city"),
            ("областькраи", "state"),
            ("область", "state"),
            ("почтовыииндекс", "postalCode"),
            ("индекс", "postalCode"),
            ("странаилирегион", "country"),
            ("странарегион", "country"),
            ("страна", "country"),
            ("идентификаторобъекта", "objectId"),
            ("кодобъекта", "objectId"),
            ("датасоздания", "createdDateTime"),
            ("создано", "createdDateTime"),
            ("лицензии", ""),
        ],
        blocking: &["блокир"],
        signing_in: &["вход", "учетн"],
    },
];

impl Language {
    /// The language that most of the titles are in, if it knows more of them than English does.
    pub(in crate::input) fn of(titles: &[String]) -> Option<&'static Language> {
        let english = titles.iter().filter(|title| entra::meaning(title, &[]).is_some()).count();
        let mut best = (None, english);
        for language in &LANGUAGES {
            let known = titles.iter().filter(|title| language.knows(title)).count();
            if known > best.1 {
                best = (Some(language), known);
            }
        }
        best.0
    }

    /// Whether spreadsheets in this language save plain "CSV" as Windows-1252.
    pub(in crate::input) fn is_western(&self) -> bool {
        !matches!(self.name, "Japanese" | "Russian")
    }

    fn knows(&self, title: &str) -> bool {
        self.titles.iter().any(|(known, _)| *known == title) || self.blocks(title)
    }

    /// Whether a title says that an account is kept from signing in.
    fn blocks(&self, title: &str) -> bool {
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        has(self.blocking) && has(self.signing_in)
    }

    /// What a title in plain form means.
    pub(in crate::input) fn meaning(&self, title: &str) -> Option<Meaning> {
        if self.blocks(title) { blocked(title) } else { entra::meaning(title, self.titles) }
    }
}

/// What a title means that says in any language that an account is kept from signing in.
pub(in crate::input) fn blocked(title: &str) -> Option<Meaning> {
    let blocks = LANGUAGES.iter().any(|language| language.blocks(title));
    blocks.then_some(Meaning { name: "accountEnabled", cell: Cell::OppositeFlag })
}

/// The German template has `Telefon – Geschäftlich` for the number of the office and `Telefon (geschäftlich)` for its
/// telephone. Without punctuation the two are one title: the first is the office.
pub(in crate::input) const OFFICE_AND_TELEPHONE: (&str, &str) =
    ("telefongeschaftlich", "physicalDeliveryOfficeName");

/// Titles that only "Export users" has.
const EXPORTED: &[&str] =
    &["blockcredential", "strongpasswordrequired", "licenseassignmentdetails", "oathtokenmetadata"];

/// Titles that only the template for adding users has.
const TEMPLATE: &[&str] =
    &["officenumber", "numerodeltrabajo", "numerocomercial", "номерофиса", "telefongeschaftlich"];

/// Whether these are the titles of "Export users".
pub(in crate::input) fn is_export(titles: &[String]) -> bool {
    let several = EXPORTED.iter().filter(|known| titles.iter().any(|title| title == *known)).count();
    several > 0
}

/// Whether these are the titles of the template for adding users.
pub(in crate::input) fn is_template(titles: &[String]) -> bool {
    titles.iter().any(|title| TEMPLATE.contains(&&**title))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::titles::plain;

    #[test]
    fn every_title_is_in_the_form_it_is_compared_in_and_names_an_attribute() {
        for language in &LANGUAGES {
            for (title, name) in language.titles {
                assert_eq!(plain(title), *title, "{}", language.name);
                if !name.is_empty() {
                    let name = name.trim_start_matches(['!', '?']);
                    let found = language.meaning(title).map(|meaning| meaning.name);
                    assert_eq!(found, Some(name), "{}: {title}", language.name);
                }
            }
        }
    }

    #[test]
    fn no_language_has_a_title_twice() {
        for language in &LANGUAGES {
            for (at, (title, _)) in language.titles.iter().enumerate() {
                let again = language.titles[at + 1..].iter().any(|(other, _)| other == title);
                assert!(!again, "{}: {title}", language.name);
            }
        }
    }

    #[test]
    fn a_word_means_what_it_means_in_its_language() {
        let meaning = |titles: [&str; 4], title: &str| {
            let titles = titles.map(plain);
            let language = Language::of(&titles).expect("a language");
            language.meaning(&plain(title)).map(|meaning| meaning.name)
        };
        assert_eq!(meaning(["Nom", "Prénom", "Ville", "Service"], "Nom"), Some("surname"));
        assert_eq!(meaning(["Nombre", "Apellidos", "Ciudad", "Puesto"], "Nombre"), Some("givenName"));
        assert_eq!(meaning(["Nome", "Cognome", "Città", "Reparto"], "Nome"), Some("givenName"));
        assert_eq!(meaning(["Nome", "Sobrenome", "Cidade", "Cargo"], "Nome"), Some("givenName"));
        assert_eq!(Language::of(&["displayName", "mail", "city"].map(plain)), None);
    }

    #[test]
    fn blocked_is_the_opposite_of_enabled_in_every_language() {
        for (language, title) in [
            ("German", "Anmeldeinformationen blockieren"),
            ("German", "Anmeldung blockiert"),
            ("French", "Bloquer les informations d’identification"),
            ("French", "Connexion bloquée"),
            ("Spanish", "Bloquear credencial"),
            ("Spanish", "Inicio de sesión bloqueado"),
            ("Italian", "Blocca credenziali"),
            ("Portuguese", "Bloquear credencial"),
            ("Portuguese", "Entrada bloqueada"),
            ("Dutch", "Referentie blokkeren"),
            ("Dutch", "Aanmelding geblokkeerd"),
            ("Japanese", "資格情報のブロック"),
            ("Japanese", "サインインがブロックされています"),
            ("Russian", "Вход заблокирован"),
        ] {
            let found = LANGUAGES.iter().find(|known| known.name == language).expect("known");
            let meaning = found.meaning(&plain(title)).expect(title);
            assert_eq!((meaning.name, meaning.cell), ("accountEnabled", Cell::OppositeFlag), "{title}");
        }
    }
}
