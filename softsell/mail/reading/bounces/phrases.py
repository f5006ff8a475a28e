"""What mail servers say, by what it means. Read from the top: the first row that fits names the reason.

Rules
1. A row is (reason, phrases); a phrase is lower case, without accents, and stands in the text as it is. Phrases are parted
   by ";", and a gap at the start of one is the beginning of a word.
2. What must never close an address (a full mailbox, a time that ran out) stands above what does.
3. What servers also say of something else stands low, or in WEAK, which is asked only after the status code.
"""

Row = tuple[str, str]

STRONG: tuple[Row, ...] = (
    (
        "policy",
        "sender address rejected;sender domain;sender verif;invalid sender;unroutable sender;unrouteable sender;"
        "unknown sender;callback setup;callback failed;sender callout;while verifying;"
        "sender does not exist;domain of sender;sender unknown;5.1.7;5.1.8;responsible address",
    ),
    (
        "full",
        "mailbox full;mailbox is full;inbox is full;inbox full;over quota;overquota;over the quota;over its quota;"
        "over their quota;over allotted quota;exceeded storage;quota exceed;exceeded quota;exceeded their quota;"
        "exceeded its quota;exceeds the quota;exceeded the quota;exceeds allowed quota;exceed the quota;"
        "quota is exceeded;quota has been exceeded;exceeded their storage;disk quota;quota violation;quota full;"
        "quotaexceeded;storage quota;out of storage space;storage limit;size limit of mailbox;mailbox size limit;"
        "mailbox has exceeded;mailbox exceeds;mailbox exceeded;mailbox would exceed;exceeded mailbox;exceed mailbox;"
        "exceeds mailbox;exceeded the mailbox;exceeded maximum storage;exceeded the space;insufficient disk;"
        "not enough storage;not enough space;not enough disk;no space left in mailbox;mailbox space;user is full;"
        "account is full;is full and can;mail box full;maildir over;maildir delivery failed: domaindiskquota;"
        "maildir delivery failed: userdisk;maximum allowed quota;message mailbox quota;full mailbox;maximum mailbox;"
        "recipient reached disk;storage full;too much mail data;user has too many messages;user's disk;"
        "would be over the allowed quota;too many messages on this mailbox;mailbox is over;has a full;mail quota;"
        "in excess of its quota;exceeded his;buzon lleno;postfach ist voll;postfach voll;speicherplatz;"
        "boite aux lettres pleine;boite pleine;casella piena;skrzynka jest pelna;skrzynka pelna;postholfid er fullt;"
        "postkassen er fuld;postkassen er full;innkassen er full;brevladan ar full;inkorgen ar full;disc quota;"
        "メールボックスか一杯;容量を超;quota limit;reached its limit;maximum capacity;mailfolder is full",
    ),
    (
        "too-big",
        "message too large;message is too large;message too big;message is too big;message size limit;message exceeds;"
        "maximum message size;maximum size limit;max message size;exceeds fixed;exceeds the maximum;"
        "exceeded maximum inbound message size;larger than the current;size limit exceeded;message length exceeds;"
        "size exceeds;exceeds maximum;exceed maximum;content length exceeds;too large for;mail size limit;"
        "size of this message;email size is too large;line too long;line is too long;maximum allowed line;"
        "resubmit your message as;exceeds configured;restricted message size;message header size;file too big;"
        "file size limit;no longer than;zu gross;trop volumineux;for stort;of stor;exceeded limit of",
    ),
    (
        "expired",
        "message expired;message has expired;delivery time expired;delivery expired;retry timeout exceeded;"
        "retry time not reached for any host after a long;queue too long;too long in queue;has been in the mail queue;"
        "been on the queue;been in the queue;been queued;tried sufficiently;could not be delivered for;"
        "unable to deliver message after;unable to deliver it after;retries exhausted;retry limit;retry count exceeded;"
        "attempts exceeded;number of attempts;delivery attempts failed;all retries;delivery timed out;"
        "timeout has expired;expired after;not delivered within;within the time limit;time limit exceeded;"
        "delivery timeout;failed for more than;for too long;connection attempts have failed;queue lifetime;"
        "did not accept our requests to connect;attempts to deliver;message timeout;message timed out;max age;"
        "will not be retried;not accepting connections for;expiration time;exceeded the maximum time;"
        "no longer be retried;was not able to deliver within;20 attempts;hop count after",
    ),
    ("temporary", "greylist;graylist;grey list;grey-list;gray list"),
    (
        "moved",
        "has been replaced by;has moved to;have moved to;user has moved;address has changed;address changed;"
        "mailbox has moved;new address is;please try <;user not local;no longer at this address;"
        "address is no longer in use;has changed address;recipient has moved;has moved permanently;please use the new",
    ),
    (
        "disabled",
        "account is disabled;account has been disabled;account disabled;mailbox is disabled;mailbox disabled",
    ),
    (
        "blocked",
        "suppression list;sendernotauthenticated;permission to post;not have permission;"
        "n't have permission;autoris;due to recipient preferences;"
        "berechtigung;permiso para;not a member",
    ),
    (
        "relay",
        "relay access denied;relaying denied;relay denied;relay not permitted;relay not allowed;relaying not allowed;"
        "relaying is not;relaying mail;relay operation;not permitted to relay;not allowed to relay;unable to relay;"
        "cannot relay;no relay;do not relay;relaying prohibited;"
        "relay prohibited;must authenticate before;you must authenticate;"
        "authentication required;isn't in my list of allowed recipients;rcpthosts;"
        "unauthorized relay;insecure mail relay;"
        "mail server requires authentication;not a gateway;this system is not configured to relay",
    ),
)

NOBODY: tuple[Row, ...] = (
    (
        "no-domain",
        "domainnonexistent;not accepting network messages;dns lookup failure: host;"
        "other recipients in the same domain;domain doesn't exist;domain is not;domain couldn't be found;"
        "name or service not known;nxdomain;no route to domain;cannot resolve;could not resolve;unable to resolve;"
        "name resolution;can't find a valid mx;mx record;no mx;null mx;nullmx;no smtp service;does not accept mail;"
        "do not accept mail;doesn't accept mail;domain does not accept;host/domain does;not accept any mail;"
        "has no mail exchanger;no dns entries;no host information;mail domain mentioned;no mail server;no mail hosts",
    ),
    (
        "no-user",
        "no such domain user;no such email;user doesn't exist;recipient no longer;recipientnotfound;recipnotfound;"
        "no mailbox found;address doesn't exist;does not exist here;account that you tried to reach does not exist;"
        "account doesn't exist;account is unavailable;invalid final delivery;invalid email;not valid user;"
        "unknown local;unknown in local;not listed in;not found in directory;not in directory;cannot be found;"
        "could not be found;couldn't be found;wasn't found;not our customer;has no such;is not known;isn't known;"
        "nobody by that name;no one by;there is no one;user no longer;no longer exists;no longer on server;"
        "is no longer valid;or no longer valid;no longer working;doesn't have a;not recognized;address no longer;"
        "not local;delivery to unknown;local user;can not find;can't find;can't verify recipient;"
        "could not verify recipient;recipient verify failed;unverified address;verification failed for <;"
        "undeliverable address;r_user;badrcpt;no matches to nameserver query;non-existent;nonexistent;inexistent;"
        "inexistant;n'existe pas;non recense;inconnu;unbekannt;existiert nicht;no existe;desconocid;inesistente;"
        "sconosciut;nie istnieje;nieznany;okand;ukendt;ukjent;finnes ikke;findes ikke;finns inte;er ekki til;othekkt;"
        "fannst ekki;onbekend;bestaat niet;ne sushchestvuet;unknown (or;name not found;user account not;not unique;"
        "no longer with;left the company;recipient address rejected: access denied;"
        "リストにありません;見つかりません;存在しません;"
        "no valid recipients;discontinued;account closed;mailbox closed;does not like recipient;"
        "final email delivery point;is not a valid;there is no such;unknown email",
    ),
)

REPUTE: tuple[Row, ...] = (
    ("spam", "for spam content;as spam;is spam"),
    (
        "reputation",
        "reputation;permanently deferred;blocklist;block list;blacklist;black list;"
        "black-list;denylist;spamhaus;spamcop;barracudacentral;"
        "dnsbl; rbl; sbl;listed at;listed in;listed by;listed on;sender score;senderscore;blocked by;blocked using;"
        "blocked due to;access denied;access from ip;has been blocked;is blocked;blocked for;blocked because;banned;"
        "unsolicited mail originating;sent a lot of;too many spam;"
        "part of their network is on;on our block;your network;"
        "your ip;ip address is;suspicious ip;client host rejected;"
        "client host blocked;client was not;mail from ip;bad ip;"
        "dynamic ip;dynamic address;residential;dialup;dial-up;reverse dns;reverse-dns;reverse lookup; rdns;ptr record;"
        "ptr dns;does not resolve;cannot find your hostname;cannot find your reverse;fix reverse;missing reverse; ptr;"
        " helo; ehlo;hostname mismatch;unknown host [;rate limit;rate-limit;too many connections from;volume of;"
        "unusual rate;not allowed to send;sender ip;sending host;host is not allowed;refuses to talk;"
        "connection refused by policy;your server;rejected your;mail server ip;connections from this;"
        "connection refused due to abuse;mail from your;policy reasons for ip;service not available for;"
        "not accepting mail from;is not authorized to send",
    ),
    (
        "policy",
        "dmarc;dkim;spf ;spf);(spf;unauthenticated;not authenticated;authentication check;email authentication;"
        "authentication fail;policy;security reason;due to security;not rfc;rfc 2822;rfc 5322;duplicate header;"
        "duplicated message-id;bad header;header error;invalid header;attachment;administrative prohibition;"
        "administratively;by administrator;virus;malware;infected;trojan; worm;phishing;restricted;not permitted;"
        "prohibited",
    ),
    (
        "spam",
        "spam;junk mail;unsolicited;bulk mail;bulk email;content rejected;message content;content filter;blocked url;"
        "url listed;uribl;surbl;message blocked;message rejected due to content;mail contains;message contains;"
        "undesirable;unwanted;inappropriate;transaction failed due to;considered;classified as;banned content;"
        "bad content;rule imposed;message was rejected by",
    ),
)

WEAK: tuple[Row, ...] = (
    (
        "disabled",
        "disabled;inactive;suspend;locked;deactivated;not active;not enabled;mailbox currently;currently not accepting;"
        "frozen;is no longer active;account expired;boxes unavailable",
    ),
    (
        "expired",
        "giving up on;timed out;timeout;connection refused;"
        "connection reset;no route to host;could not connect;couldn't connect;"
        "unable to connect;failed to connect;connect to;connection lost;lost connection;connection dropped;"
        "wasn't able to establish;smtp connection;not responding;did not respond;no response;not reachable;unreachable;"
        "network error;connection was",
    ),
    (
        "temporary",
        "try again later;try later;temporarily;temporary;deferred;delayed;"
        "not yet been delivered;service unavailable;system error;server error;internal error;local configuration;"
        "configuration error;loop;too many hops;too many recipients;resources;too busy;mailer error;command failed;"
        "i/o error;out of memory;too many messages",
    ),
    (
        "blocked",
        "refused;rejected;not accepting;not accepted;denied;"
        "filter;preferences;do not accept;does not accept;not allowed;"
        "block;not a member;unauthorized;not authorized;sender address;moderat;whitelist;closed group",
    ),
)
