#include "server/operator/founding.h"

#include <fcntl.h>
#include <filesystem>
#include <future>
#include <map>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"

#include "crypto/digest.h"
#include "policy/compile/compiler.h"
#include "policy/describe/describe.h"
#include "proto/contract/errors.h"
#include "server/group_state/peer_identity.h"
#include "server/members/display_name.h"
#include "server/store/key_provider.h"

namespace sceau {
namespace {

namespace fs = std::filesystem;

// How many members of a role a group begins with.
struct Office {
  v1::Role role;
  size_t at_least;
  size_t at_most;
  const char* french;
  const char* english;
};
constexpr Office kOffices[] = {
    {v1::ROLE_TECHNICAL_ADMINISTRATOR, 1, 1,
     "administrateur technique (--admin)", "technical administrator (--admin)"},
    {v1::ROLE_CHARTER_OFFICER, 1, 1, "garant de la charte (--officer)",
     "charter officer (--officer)"},
    {v1::ROLE_CO_PILOT, 2, 2, "co-pilote (--copilot, deux fois)",
     "co-pilot (--copilot, twice)"},
    {v1::ROLE_COORDINATOR, 1, 1, "coordonnateur (--coordinator)",
     "coordinator (--coordinator)"},
    {v1::ROLE_DATA_PROTECTION_OFFICER, 0, 1,
     "délégué à la protection des données (--dpo)",
     "data protection officer (--dpo)"},
};

bool IsEmptyFolder(const std::string& path) {
  std::error_code error;
  return !fs::exists(path, error) || fs::is_empty(path, error);
}

bool Exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

class FoundingCheck {
 public:
  FoundingCheck(const GroupPlace& place, const Founding& founding,
                Language language)
      : place_(place), founding_(founding), language_(language) {}

  std::vector<std::string> Run() {
    CheckCharter();
    CheckOffices();
    for (const FirstMember& member : founding_.members) CheckMember(member);
    if (co_pilot_partners_.size() == 1 && co_pilots_ > 1) {
      Problem(
          "les deux co-pilotes sont de la même organisation ; il en faut de "
          "deux organisations.",
          "both co-pilots are of the same organisation; two organisations are "
          "needed.");
    }
    CheckPlace();
    return std::move(problems_);
  }

 private:
  void Problem(absl::string_view french, absl::string_view english) {
    problems_.push_back(In(language_, french, english));
  }

  void CheckCharter() {
    policy::CompileResult compiled = policy::Compile(founding_.charter);
    program_ = std::move(compiled.program);
    for (const policy::Issue& issue : compiled.issues) {
      problems_.push_back(
          policy::DescribeLine(founding_.charter_name, issue, language_));
    }
  }

  void CheckOffices() {
    std::map<v1::Role, size_t> held;
    for (const FirstMember& member : founding_.members) ++held[member.role];
    for (const Office& office : kOffices) {
      const size_t count = held[office.role];
      if (count >= office.at_least && count <= office.at_most) continue;
      Problem(absl::StrCat(office.french, " : ", count,
                           " donné(s), il en faut ", office.at_most, "."),
              absl::StrCat(office.english, ": ", count, " given, ",
                           office.at_most, " needed."));
    }
  }

  void CheckMember(const FirstMember& member) {
    const absl::StatusOr<PeerIdentity> identity =
        ReadPeerIdentity(place_.trust_domain, member.certificate);
    if (!identity.ok()) {
      const std::string form = absl::StrCat("spiffe://", place_.trust_domain,
                                            "/partners/…/members/…");
      Problem(absl::StrCat(member.file,
                           " : n'est pas un certificat PEM qui porte "
                           "exactement une identité de la forme ",
                           form, " ; en demander un qui la porte."),
              absl::StrCat(member.file,
                           ": is no PEM certificate that bears exactly one "
                           "identity of the form ",
                           form, "; ask for one that does."));
      return;
    }
    const std::string& id = identity->member;
    if (!ids_.insert(id).second ||
        !keys_.insert(identity->fingerprint).second) {
      Problem(absl::StrCat(id,
                           " : donné deux fois ; une personne tient un "
                           "seul rôle."),
              absl::StrCat(id, ": given twice; one person holds one role."));
    }
    if (program_ != nullptr &&
        program_->FindPartner(identity->partner) == policy::kNoPartner) {
      SayPartners(id, identity->partner);
    }
    if (member.display_name.empty()) {
      Problem(absl::StrCat(id,
                           " : sans nom ; le dire après le certificat : "
                           "FICHIER=\"Nom Prénom\"."),
              absl::StrCat(id,
                           ": no name; say it after the certificate: "
                           "FILE=\"Name First name\"."));
    } else if (!IsDisplayName(member.display_name)) {
      Problem(absl::StrCat(id,
                           " : son nom n'est pas fait de lettres, "
                           "apostrophes, traits d'union et espaces."),
              absl::StrCat(id,
                           ": the name is not made of letters, "
                           "apostrophes, hyphens and blanks."));
    }
    if (member.role == v1::ROLE_CO_PILOT) {
      ++co_pilots_;
      co_pilot_partners_.insert(identity->partner);
    }
  }

  // That a member's organisation is not in the charter, and those that are.
  void SayPartners(const std::string& id, const std::string& partner) {
    std::vector<std::string> partners;
    for (size_t i = 0; i < program_->partner_count(); ++i) {
      partners.emplace_back(
          program_->PartnerId(static_cast<policy::PartnerIndex>(i)));
    }
    const std::string among = absl::StrJoin(partners, ", ");
    Problem(absl::StrCat(id, " : son organisation (", partner,
                         ") n'est pas dans la charte ; demander un certificat "
                         "qui nomme l'une de : ",
                         among, "."),
            absl::StrCat(id, ": the organisation (", partner,
                         ") is not in the charter; ask for a certificate that "
                         "names one of: ",
                         among, "."));
  }

  // The folder that is there, of those a path runs through, takes new files.
  void CheckWritable(const std::string& path) {
    fs::path folder = fs::path(path).parent_path();
    while (!folder.empty() && !Exists(folder)) folder = folder.parent_path();
    if (faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0) {
      return;
    }
    Problem(absl::StrCat(folder.string(),
                         " : cet utilisateur n'a pas le droit d'y écrire ; "
                         "lancer la commande en tant qu'utilisateur du service "
                         "(sudo -u sceau …), à qui est ce dossier."),
            absl::StrCat(folder.string(),
                         ": this user may not write there; run the command as "
                         "the service's user (sudo -u sceau ...), who owns "
                         "the folder."));
  }

  void CheckPlace() {
    const auto there = [&](absl::string_view path) {
      Problem(absl::StrCat(path,
                           " : existe déjà ; un groupe se crée une seule "
                           "fois, dans un dossier vide : « sceaud check » dit "
                           "ce que vaut celui-là."),
              absl::StrCat(path,
                           ": is already there; a group is made once, in "
                           "an empty folder: « sceaud check » says what this "
                           "one is worth."));
    };
    if (!IsEmptyFolder(place_.data_dir)) there(place_.data_dir);
    if (Exists(place_.epoch_file())) there(place_.epoch_file());
    if (Exists(place_.checkpoint_file)) there(place_.checkpoint_file);
    CheckWritable(place_.data_dir);
    CheckWritable(place_.checkpoint_file);
    CheckWritable(place_.root_key_file);
  }

  const GroupPlace& place_;
  const Founding& founding_;
  const Language language_;
  std::shared_ptr<const policy::Program> program_;
  std::set<std::string> ids_;
  std::set<crypto::Hash> keys_;
  size_t co_pilots_ = 0;
  std::set<std::string> co_pilot_partners_;
  std::vector<std::string> problems_;
};

// Folders that are made are for this process's user alone.
absl::Status MakeFolderOf(const std::string& path) {
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  umask(before);
  if (error) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot make the folder of ", path));
  }
  return absl::OkStatus();
}

// Nobody waits for a new group: a slow disk is given time.
constexpr int kWriteAttempts = 50;
constexpr absl::Duration kBetweenAttempts = absl::Milliseconds(200);

// One row and its leaf, durable. Puts it once, also when an attempt that was
// given up had put it after all. What the writer's thread may still run when
// this returns is held by value.
absl::Status PutFirstRow(Journal& journal, const StateRows& rows,
                         v1::Operation operation,
                         std::shared_ptr<const CharterInForce> charter,
                         const std::string& kind, const std::string& id,
                         const crypto::Bytes& record) {
  absl::Status last;
  for (int attempt = 0; attempt < kWriteAttempts; ++attempt) {
    auto done = std::make_shared<std::promise<absl::Status>>();
    auto result = std::make_shared<absl::Status>();
    std::future<absl::Status> status = done->get_future();
    journal.writer().Write(
        [rows, operation, charter, kind, id, record, result,
         name =
             journal.pseudonyms().Of(kind, id)](WriteTransaction& transaction) {
          WriteResult written;
          written.leaf.operation = operation;
          written.leaf.outcome = Outcome::kAllowed;
          written.leaf.charter_version = charter->version;
          written.leaf.charter_hash = charter->sha256;
          written.leaf.resources = {name};
          const auto there = FindState(transaction, kind, id);
          written.status = there.status();
          if (there.ok() && !there->has_value()) {
            written.status = rows.Put(transaction, kind, id, /*version=*/1,
                                      record, written.leaf);
          }
          *result = written.status;
          return written;
        },
        [done, result](absl::StatusOr<Receipt> receipt) {
          done->set_value(receipt.ok() ? *result : receipt.status());
        });
    last = status.get();
    if (!absl::IsUnavailable(last)) return last;
    absl::SleepFor(kBetweenAttempts);
  }
  return last;
}

absl::StatusOr<Founded> MakeFiles(const GroupPlace& place,
                                  const Founding& founding,
                                  const GroupWorld& world) {
  Founded founded;
  if (!Exists(place.root_key_file)) {
    RETURN_IF_ERROR(CreateKeyFile(place.root_key_file));
    founded.made_root_key = true;
  }
  ASSIGN_OR_RETURN(const crypto::Secret root_key,
                   FileKeyProvider(place.root_key_file).RootKey());
  const GroupPaths paths{.data_directory = place.data_dir,
                         .epoch_file = place.epoch_file(),
                         .checkpoint_file = place.checkpoint_file};
  RETURN_IF_ERROR(
      CreateGroupFiles(paths, place.group, root_key, world.clock()));
  ASSIGN_OR_RETURN(
      std::unique_ptr<GroupFiles> files,
      GroupFiles::Open({.paths = paths, .group = place.group, .vfs = world.vfs},
                       root_key));
  RETURN_IF_ERROR(Journal::Create(*files, place.origin()));
  // Before the journal, whose end waits for works that use it.
  const crypto::AeadKey records_key = RecordsKeyOf(files->keys());
  ASSIGN_OR_RETURN(std::unique_ptr<Journal> journal,
                   Journal::Open(*files, {.origin = place.origin(),
                                          .clock = world.clock,
                                          .random = world.random,
                                          .on_poison = world.on_poison,
                                          .log = world.log}));
  const StateRows rows(place.group, records_key, *journal);

  CharterRecord record;
  record.version =
      std::string(policy::Compile(founding.charter).program->version());
  record.source = founding.charter;
  record.state = v1::CHARTER_STATE_IN_FORCE;
  record.activate_time = world.clock();
  ASSIGN_OR_RETURN(const auto charter,
                   ReadCharter(record.version, record.source));
  RETURN_IF_ERROR(PutFirstRow(*journal, rows, v1::OPERATION_CHARTER_ADOPT,
                              charter, kCharterKind, record.version,
                              Encode(record)));
  for (const FirstMember& member : founding.members) {
    ASSIGN_OR_RETURN(const PeerIdentity identity,
                     ReadPeerIdentity(place.trust_domain, member.certificate));
    const MemberRecord first{.member = identity.member,
                             .partner = identity.partner,
                             .display_name = member.display_name,
                             .role = member.role,
                             .membership = Membership::kConfirmed,
                             .spki_der = identity.spki_der};
    RETURN_IF_ERROR(PutFirstRow(*journal, rows, v1::OPERATION_MEMBER_REGISTER,
                                charter, kMemberKind, first.member,
                                Encode(first)));
  }
  founded.verifier_key = journal->verifier_key().Format();
  founded.origin = place.origin();
  founded.charter_version = record.version;
  return founded;
}

}  // namespace

std::vector<std::string> CheckFounding(const GroupPlace& place,
                                       const Founding& founding,
                                       Language language) {
  return FoundingCheck(place, founding, language).Run();
}

absl::StatusOr<Founded> FoundGroup(const GroupPlace& place,
                                   const Founding& founding,
                                   const GroupWorld& world) {
  if (!CheckFounding(place, founding, Language::kEnglish).empty()) {
    return absl::FailedPreconditionError("the group cannot be made so");
  }
  const bool had_key = Exists(place.root_key_file);
  const bool had_folder = Exists(place.data_dir);
  for (const std::string& path :
       {place.data_dir, place.checkpoint_file, place.root_key_file}) {
    RETURN_IF_ERROR(MakeFolderOf(path));
  }
  // An empty folder gives way to ours, which nobody else may look into.
  std::error_code ignored;
  if (had_folder) fs::remove(place.data_dir, ignored);
  absl::StatusOr<Founded> founded = MakeFiles(place, founding, world);
  if (founded.ok()) return founded;
  // CheckFounding saw that none of these was there before.
  fs::remove_all(place.data_dir, ignored);
  fs::remove(place.epoch_file(), ignored);
  fs::remove(place.checkpoint_file, ignored);
  if (!had_key) fs::remove(place.root_key_file, ignored);
  return founded;
}

}  // namespace sceau
