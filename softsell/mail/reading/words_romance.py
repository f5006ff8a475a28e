"""French, Spanish, Italian, Portuguese, Catalan and Romanian words of mail programs."""

from softsell.mail.reading.wording import Wording

FRENCH = Wording(
    wrote=("(?:a )?[ée]crit", "(?:a )?[ée]crivit"),
    begins=("le", "en date du"),
    sender=("de", "exp[ée]diteur"),
    sent=("envoy[ée]", "envoy[ée] le", "date", "message du", "envoy[ée] par"),
    to=("[àa]", "pour", "destinataires?"),
    copy=("copie [àa]", "copie", "cc"),
    subject=("objet", "sujet"),
    answer=("r[ée]pondre [àa]", "pi[èe]ces jointes"),
    original=("message (?:d['’]origine|original|initial|transf[ée]r[ée]|transmis)", "courriel original",
              "message d['’]origine", "message de .{1,60}"),
    forwarded=("d[ée]but du (?:message|courriel|mail) (?:transf[ée]r[ée]|r[ée]exp[ée]di[ée])", "message transf[ée]r[ée]"),
    months=("janv", "f[ée]v", "mars", "avr", "mai", "juin", "juil", "ao[ûu]", "sept", "d[ée]c"),
    days=("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    device=("envoy[ée] (?:de|depuis|à partir|avec|via|par)", "(?:t[ée]l[ée]charger|obtenir|obtenez) outlook",
            "provenance : courrier", "[ée]crit depuis mon"),
    closing=("cordialement", "bien [àa] vous", "bien cordialement", "salutations(?: distingu[ée]es)?", "cdlt", "amicalement",
             "tr[èe]s cordialement", "sinc[èe]rement", "bonne (?:journ[ée]e|soir[ée]e)", "bien amicalement",
             "(?:meilleures|sinc[èe]res) salutations"),
    trade=("t[ée]l", "t[ée]l[ée]phone", "portable", "directeur", "directrice", "responsable", "g[ée]rante?", "sarl", "sas",
           "pr[ée]sidente?", "assistante?", "siret", "charg[ée]e? de"),
    notice=("confidentiel\\w*", "destinataires?", "pi[èe]ces? jointes?", "exclusi\\w+", "erreur", "d[ée]trui\\w+",
            "exp[ée]diteur", "supprimer", "intention", "interdit\\w*"),
)  # fmt: skip

SPANISH = Wording(
    wrote=("escribi[óo]", "escribe", "ha escrito"),
    begins=("el", "en"),
    sender=("de", "remitente"),
    sent=("enviado", "enviado el", "fecha", "enviada el"),
    to=("para", "a"),
    copy=("cc", "copia"),
    subject=("asunto",),
    answer=("responder a", "adjuntos"),
    original=("mensaje (?:original|reenviado|de correo original)", "correo original"),
    forwarded=("inicio del mensaje reenviado", "comienzo del mensaje reenviado", "mensaje reenviado"),
    months=("ene", "abr", "mayo", "ago", "sept?", "dic"),
    days=("lun", "mar", "mi[ée]", "jue", "vie", "s[áa]b", "dom"),
    device=("enviado (?:desde|con|por|a trav[ée]s)", "(?:obtener|obt[ée]n|descargar) outlook", "escrito desde mi"),
    closing=("(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?", "saludos", "atentamente", "un abrazo", "reciba un saludo",
             "cordialmente", "(?:muchos|afectuosos) saludos", "atte\\.?"),
    trade=("tfno", "tel[ée]fono", "m[óo]vil", "director(?:a)?", "gerente", "presidenta?", "s\\.l\\.", "s\\.a\\.",
           "responsable", "jef[ea] de", "tlf"),
    notice=("confidencial\\w*", "destinatari\\w+", "adjunt\\w+", "error", "elimin\\w+", "remitente", "prohibi\\w+",
            "antes de imprimir", "medio ambiente"),
)  # fmt: skip

ITALIAN = Wording(
    wrote=("(?:ha )?scritto", "scrive", "scrisse"),
    begins=("il", "in data"),
    sender=("da", "mittente"),
    sent=("inviato", "data", "inviato il"),
    to=("a", "per", "destinatario"),
    copy=("cc", "copia"),
    subject=("oggetto",),
    original=("messaggio (?:originale|inoltrato)",),
    forwarded=("inizio messaggio inoltrato",),
    months=("gen", "mag", "giu", "lug", "set", "ott", "dic"),
    days=("lun", "mar", "mer", "gio", "ven", "sab", "dom"),
    device=("inviato (?:da|dal|con|tramite)", "scarica outlook", "ottieni outlook"),
    closing=("(?:cordiali|distinti) saluti", "saluti", "un saluto"),
    trade=("tel", "cellulare", "s\\.?r\\.?l\\.?", "s\\.?p\\.?a\\.?", "p\\.? ?iva", "direttore"),
    notice=("riservat\\w+", "destinatari\\w+", "allegat\\w+", "errore", "cancell\\w+", "restituir\\w+", "esclusiv\\w+"),
)

PORTUGUESE = Wording(
    wrote=("escreveu", "escreve"),
    begins=("em", "a"),
    sender=("de", "remetente"),
    sent=("enviado", "enviada", "enviada em", "data", "enviado em"),
    to=("para",),
    copy=("cc", "c[óo]pia"),
    subject=("assunto",),
    original=("mensagem (?:original|encaminhada|reencaminhada)",),
    forwarded=("in[íi]cio da mensagem (?:encaminhada|reencaminhada)",),
    months=("fev", "abr", "mai", "ago", "set", "out", "dez"),
    days=("seg", "ter", "qua", "qui", "sex", "s[áa]b", "dom"),
    device=("enviad[oa] (?:do|de|a partir|pelo|via|por)", "(?:obter|obtenha) o? ?outlook"),
    closing=("atenciosamente", "cumprimentos", "(?:com os )?melhores cumprimentos", "abra[çc]os?"),
    trade=("telefone", "telem[óo]vel", "ltda", "lda", "diretora?", "gerente"),
    notice=("confidencia\\w+", "destinat[áa]ri\\w+", "anexos?", "erro", "elimin\\w+", "remetente"),
)

CATALAN = Wording(
    wrote=("va escriure", "ha escrit"),
    begins=("el dia", "el"),
    sender=("de",),
    sent=("enviat", "data"),
    to=("a", "per a"),
    subject=("assumpte",),
    original=("missatge (?:original|reenviat)",),
    device=("enviat (?:des|amb)",),
)

ROMANIAN = Wording(
    wrote=("a scris", "scrie"),
    begins=("[îi]n", "pe"),
    sender=("de la",),
    sent=("trimis", "data"),
    to=("c[ăa]tre",),
    subject=("subiect",),
    original=("mesaj(?:ul)? original", "mesaj redirec[țt]ionat"),
    device=("trimis (?:de pe|din|cu)",),
)

TABLES = (FRENCH, SPANISH, ITALIAN, PORTUGUESE, CATALAN, ROMANIAN)
