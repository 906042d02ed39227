#include "server/operator/check.h"

#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "openssl/bio.h"
#include "openssl/err.h"
#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/x509.h"

#include "policy/compile/compiler.h"
#include "policy/describe/describe.h"
#include "policy/describe/describe_proof.h"
#include "policy/proof/proof.h"
#include "server/operator/check_records.h"
#include "server/operator/explain.h"
#include "server/store/group_upgrade.h"
#include "server/store/schema.h"

namespace sceau {
namespace {

constexpr mode_t kForOthers = S_IRWXG | S_IRWXO;
constexpr absl::Duration kSoon = absl::Hours(24 * 30);

template <auto kFree>
struct Free {
  template <typename T>
  void operator()(T* handle) const {
    kFree(handle);
  }
};
using BioPtr = std::unique_ptr<BIO, Free<BIO_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Free<X509_free>>;

class Reporter {
 public:
  Reporter(Language language, CheckReport& report)
      : language_(language), report_(report) {}

  void Problem(absl::string_view subject, absl::string_view french,
               absl::string_view english) {
    report_.problems.push_back(Sentence(subject, french, english));
  }
  void Good(absl::string_view subject, absl::string_view french,
            absl::string_view english) {
    report_.good.push_back(Sentence(subject, french, english));
  }

  // Whether the file at `path` is there; says so when it is not. A private one
  // is this user's and has no permission for others.
  bool CheckFile(const std::string& path, bool is_private) {
    struct stat info = {};
    if (stat(path.c_str(), &info) != 0) {
      Problem(path,
              "absent, ou dans un dossier fermé à cet utilisateur ; vérifier "
              "le chemin dans la configuration, ou lancer la commande en tant "
              "qu'utilisateur du service (sudo -u sceau …).",
              "absent, or in a folder that is closed to this user; check the "
              "path in the configuration, or run the command as the service's "
              "user (sudo -u sceau ...).");
      return false;
    }
    if (is_private && info.st_uid != geteuid()) {
      Problem(path,
              "appartient à un autre utilisateur que celui de cette commande ; "
              "la lancer en tant que lui (sudo -u sceau …), ou lui rendre le "
              "fichier (chown sceau: …).",
              "belongs to another user than this command's; run it as that "
              "user (sudo -u sceau ...), or give the file back (chown sceau: "
              "...).");
      return false;
    }
    if (access(path.c_str(), R_OK) != 0) {
      Problem(path,
              "cet utilisateur n'a pas le droit de le lire ; vérifier le "
              "propriétaire et les droits (ls -l).",
              "this user may not read it; check the owner and the permissions "
              "(ls -l).");
      return false;
    }
    if (is_private && (info.st_mode & kForOthers) != 0) {
      Problem(path, "ouvert à d'autres ; le fermer : « chmod go-rwx FICHIER ».",
              "open to others; close it: « chmod go-rwx FILE ».");
      return false;
    }
    return true;
  }

  Language language() const { return language_; }

 private:
  std::string Sentence(absl::string_view subject, absl::string_view french,
                       absl::string_view english) const {
    return absl::StrCat(subject, In(language_, " : ", ": "),
                        In(language_, french, english));
  }

  const Language language_;
  CheckReport& report_;
};

CertificatePtr ReadCertificate(const std::string& path) {
  const BioPtr in(BIO_new_file(path.c_str(), "r"));
  CertificatePtr certificate(
      in == nullptr ? nullptr
                    : PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

KeyPtr ReadKey(const std::string& path) {
  const BioPtr in(BIO_new_file(path.c_str(), "r"));
  KeyPtr key(in == nullptr ? nullptr
                           : PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr,
                                                     nullptr));
  ERR_clear_error();
  return key;
}

// Whether somebody holds the file's lock.
bool IsLocked(const std::string& path) {
  const int fd = open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (fd < 0) return false;
  const bool locked = flock(fd, LOCK_EX | LOCK_NB) != 0;
  (void)close(fd);
  return locked;
}

void CheckValidity(const std::string& path, const X509* certificate,
                   absl::Time now, Reporter& reporter) {
  time_t seconds = absl::ToTimeT(now);
  if (X509_cmp_time(X509_get0_notAfter(certificate), &seconds) <= 0) {
    reporter.Problem(
        path,
        "périmé ; le remplacer avec sa clé, et relancer le service "
        "(runbook, « Certificats »).",
        "expired; replace it together with its key, and start the "
        "service again (runbook, \"Certificats\").");
    return;
  }
  if (X509_cmp_time(X509_get0_notBefore(certificate), &seconds) > 0) {
    reporter.Problem(path,
                     "pas encore valable ; vérifier l'horloge du serveur.",
                     "not yet valid; check the server's clock.");
    return;
  }
  time_t soon = absl::ToTimeT(now + kSoon);
  if (X509_cmp_time(X509_get0_notAfter(certificate), &soon) <= 0) {
    reporter.Good(path, "expire dans moins de 30 jours : le remplacer bientôt.",
                  "expires within 30 days: replace it soon.");
  }
}

void CheckSafetyCopies(const GroupPlace& place, Language language,
                       CheckReport& report) {
  for (int64_t schema = 1; schema < kSchemaVersion; ++schema) {
    const std::string copy =
        SafetyCopyPath({.data_directory = place.data_dir}, schema);
    if (access(copy.c_str(), F_OK) != 0) continue;
    Reporter(language, report)
        .Good(copy,
              "copie d'avant une mise à jour ; la supprimer dès que le service "
              "a fait ses preuves, 35 jours au plus (runbook, « Mettre à jour "
              "»).",
              "copy of before an upgrade; delete it as soon as the service has "
              "proved itself, in 35 days at most (runbook, \"Mettre à "
              "jour\").");
  }
}

}  // namespace

GroupPlace PlaceOf(const config::Server& config, const config::Group& group) {
  return {.trust_domain = config.trust_domain(),
          .group = group.id(),
          .data_dir = group.data_dir(),
          .checkpoint_file = group.checkpoint_file(),
          .root_key_file = group.root_key_file()};
}

void CheckTls(const config::Tls& tls, absl::Time now, Language language,
              CheckReport& report) {
  Reporter reporter(language, report);
  // Each is looked at, whatever was wrong with the one before.
  const bool certificate_readable =
      reporter.CheckFile(tls.certificate_file(), /*is_private=*/false);
  const bool key_readable =
      reporter.CheckFile(tls.key_file(), /*is_private=*/true);
  const bool ca_readable =
      reporter.CheckFile(tls.client_ca_file(), /*is_private=*/false);
  if (!certificate_readable || !key_readable || !ca_readable) return;
  const CertificatePtr certificate = ReadCertificate(tls.certificate_file());
  const KeyPtr key = ReadKey(tls.key_file());
  if (certificate == nullptr) {
    reporter.Problem(tls.certificate_file(),
                     "n'est pas un certificat PEM ; y mettre celui du serveur.",
                     "is no PEM certificate; put the server's there.");
  }
  if (key == nullptr) {
    reporter.Problem(
        tls.key_file(),
        "n'est pas une clé privée PEM sans mot de passe ; y mettre la clé du "
        "certificat.",
        "is no PEM private key without password; put the certificate's there.");
  }
  if (ReadCertificate(tls.client_ca_file()) == nullptr) {
    reporter.Problem(tls.client_ca_file(),
                     "n'est pas un certificat PEM ; y mettre celui de "
                     "l'autorité des membres.",
                     "is no PEM certificate; put the members' authority's "
                     "there.");
  }
  if (certificate == nullptr || key == nullptr) return;
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    reporter.Problem(tls.key_file(),
                     "n'est pas la clé de ce certificat ; remplacer les deux "
                     "ensemble.",
                     "is not this certificate's key; replace both together.");
    return;
  }
  CheckValidity(tls.certificate_file(), certificate.get(), now, reporter);
}

void CheckPlace(const GroupPlace& place, Language language,
                CheckReport& report) {
  Reporter reporter(language, report);
  struct stat info = {};
  const auto is_there = [&info](const std::string& path) {
    return stat(path.c_str(), &info) == 0;
  };
  if (!is_there(place.data_dir)) {
    if (is_there(place.root_key_file) || is_there(place.checkpoint_file)) {
      reporter.Problem(
          place.data_dir,
          "absent, alors que la clé ou le point de contrôle du groupe est là ; "
          "corriger data_dir, ou remettre une sauvegarde, jamais seul "
          "(runbook, « Restaurer »).",
          "absent, while the group's key or checkpoint is there; correct "
          "data_dir, or put back a backup, never alone (runbook, "
          "\"Restaurer\").");
      return;
    }
    reporter.Problem(
        place.group,
        absl::StrCat("ce groupe n'est pas encore créé, ou ses chemins sont à "
                     "corriger dans la configuration (data_dir : ",
                     place.data_dir, ") ; « sceaud group create --help »."),
        absl::StrCat("this group is not yet made, or its paths are to be "
                     "corrected in the configuration (data_dir: ",
                     place.data_dir, "); « sceaud group create --help »."));
    return;
  }
  reporter.CheckFile(place.root_key_file, /*is_private=*/true);
  reporter.CheckFile(place.data_dir, /*is_private=*/true);
  for (const char* const name : {"/case.db", "/keys.db", "/journal.db"}) {
    reporter.CheckFile(place.data_dir + name, /*is_private=*/true);
  }
  reporter.CheckFile(place.epoch_file(), /*is_private=*/true);
  reporter.CheckFile(place.checkpoint_file, /*is_private=*/true);
  // The second also when that one serves a copy of the data.
  if (IsLocked(place.data_dir + "/group.lock") ||
      IsLocked(place.checkpoint_file)) {
    reporter.Problem(place.group,
                     "un autre processus sert ce groupe ; l'arrêter d'abord "
                     "(systemctl stop sceaud).",
                     "another process serves this group; stop it first "
                     "(systemctl stop sceaud).");
  }
}

void CheckGroup(const GroupPlace& place, const GroupWorld& world,
                Language language, CheckReport& report) {
  const size_t before = report.problems.size();
  CheckPlace(place, language, report);
  if (report.problems.size() != before) return;
  const auto refuse = [&](const absl::Status& status) {
    report.other_version = report.other_version || IsOtherVersion(status);
    report.problems.push_back(absl::StrCat(
        place.group, In(language, " : ", ": "), Explain(status, language)));
  };
  // The start reads what it needs; damage elsewhere would be found by a reader.
  const absl::Status pages = CheckPages(place, world);
  if (!pages.ok()) return refuse(pages);
  const absl::StatusOr<std::unique_ptr<Group>> group =
      Group::Open(place, world);
  if (!group.ok()) return refuse(group.status());
  const absl::Status records = CheckRecords(**group);
  if (!records.ok()) return refuse(records);
  const std::shared_ptr<const GroupState> state = (*group)->members().state();
  const std::string& version = state->in_force->record.version;
  const auto signatures = state->signatures.find(version);
  const size_t have_signed =
      signatures == state->signatures.end() ? 0 : signatures->second.size();
  Reporter(language, report)
      .Good(place.group,
            absl::StrCat("le journal prolonge le point de contrôle (",
                         (*group)->journal().size(), " feuilles) ; charte ",
                         version, ", ", state->members.size(), " membres dont ",
                         have_signed, " signataires."),
            absl::StrCat("the journal extends the checkpoint (",
                         (*group)->journal().size(), " leaves); charter ",
                         version, ", ", state->members.size(), " members, ",
                         have_signed, " signed."));
  CheckSafetyCopies(place, language, report);
}

void CheckCharter(absl::string_view name, absl::string_view text,
                  Language language, CheckReport& report) {
  const policy::CompileResult compiled = policy::Compile(text);
  for (const policy::Issue& issue : compiled.issues) {
    report.problems.push_back(policy::DescribeLine(name, issue, language));
  }
  if (compiled.program == nullptr) return;
  const policy::Proof proof = policy::Prove(*compiled.program);
  for (const policy::Violation& violation : proof.violations) {
    report.problems.push_back(absl::StrCat(
        name, In(language, " : ", ": "),
        policy::DescribeViolation(*compiled.program, violation, language)));
  }
  if (!proof.Holds()) return;
  Reporter(language, report)
      .Good(name,
            absl::StrCat("charte ", compiled.program->version(), " acceptée ; ",
                         compiled.program->partner_count(), " organisations."),
            absl::StrCat("charter ", compiled.program->version(), " accepted; ",
                         compiled.program->partner_count(), " organisations."));
}

}  // namespace sceau
