#include "server/config.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "proto/contract/names.h"
#include "proto/text/fault.h"
#include "server/operator/input_file.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;

// Deepest nesting; the schema needs 2.
constexpr int kMaxDepth = 8;

class Checker {
 public:
  Checker(absl::string_view folder, Language language, ConfigResult& result)
      : folder_(std::string(folder)), language_(language), result_(result) {}

  void Check() {
    config::Server& config = result_.config;
    CheckTrustDomain(config.trust_domain());
    if (config.listen_address().empty()) {
      config.set_listen_address(kDefaultListenAddress);
    }
    CheckAddress(config.listen_address());
    RequirePath("tls.certificate_file",
                *config.mutable_tls()->mutable_certificate_file());
    RequirePath("tls.key_file", *config.mutable_tls()->mutable_key_file());
    RequirePath("tls.client_ca_file",
                *config.mutable_tls()->mutable_client_ca_file());
    if (!config.log_file().empty()) MakeAbsolute(*config.mutable_log_file());
    CheckCount("worker_threads", config.worker_threads(), kMaxWorkerThreads);
    CheckCount("max_connections", config.max_connections(), 1 << 20);
    CheckCount("max_connections_per_address",
               config.max_connections_per_address(), 1 << 20);
    CheckCount("rehearsal_days_ahead", config.rehearsal_days_ahead(),
               kMaxRehearsalDaysAhead);
    if (config.max_connections() == 0) {
      config.set_max_connections(kDefaultMaxConnections);
    }
    if (config.max_connections_per_address() == 0) {
      config.set_max_connections_per_address(kDefaultMaxConnectionsPerAddress);
    }
    CheckGroups(*config.mutable_groups());
  }

 private:
  void Problem(absl::string_view field, absl::string_view french,
               absl::string_view english) {
    result_.problems.push_back(absl::StrCat(field, In(language_, " : ", ": "),
                                            In(language_, french, english)));
  }

  void CheckTrustDomain(const std::string& domain) {
    const bool good =
        !domain.empty() && domain.size() <= 255 && domain.front() != '.' &&
        domain.front() != '-' &&
        std::all_of(domain.begin(), domain.end(), [](char c) {
          return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                 absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                 c == '.' || c == '-';
        });
    if (good) return;
    Problem("trust_domain",
            "obligatoire ; donner le domaine des certificats des membres, en "
            "minuscules, par exemple « alencon.example ».",
            "required; give the domain of the members' certificates, in lower "
            "case, for example \"alencon.example\".");
  }

  void CheckAddress(const std::string& address) {
    const size_t colon = address.rfind(':');
    int port = -1;
    if (colon != std::string::npos && colon > 0 &&
        absl::SimpleAtoi(address.substr(colon + 1), &port) && port >= 0 &&
        port <= 65535) {
      return;
    }
    Problem("listen_address",
            "n'a pas la forme HÔTE:PORT ; écrire par exemple « [::]:8443 ».",
            "is not HOST:PORT; write for example \"[::]:8443\".");
  }

  void MakeAbsolute(std::string& path) const {
    path = (folder_ / path).lexically_normal().string();
  }

  void RequirePath(const std::string& field, std::string& path) {
    if (!path.empty()) {
      MakeAbsolute(path);
      return;
    }
    Problem(field, "obligatoire ; donner le chemin du fichier.",
            "required; give the path of the file.");
  }

  void CheckCount(absl::string_view field, int value, int most) {
    if (value >= 0 && value <= most) return;
    Problem(field,
            absl::StrCat("hors bornes ; donner un nombre de 0 à ", most, "."),
            absl::StrCat("out of range; give a number from 0 to ", most, "."));
  }

  void CheckGroups(pb::RepeatedPtrField<config::Group>& groups) {
    if (groups.empty() || groups.size() > kMaxGroups) {
      Problem(
          "groups",
          absl::StrCat("il en faut de 1 à ", kMaxGroups,
                       " ; décrire chaque groupe par un bloc groups { … }."),
          absl::StrCat("1 to ", kMaxGroups,
                       " are needed; describe each by a groups { ... } "
                       "block."));
    }
    std::set<std::string> taken;
    for (int i = 0; i < groups.size(); ++i) {
      config::Group& group = *groups.Mutable(i);
      const std::string at = absl::StrCat("groups[", i, "].");
      if (!IsId(group.id())) {
        Problem(at + "id",
                "n'est pas un identifiant ; des minuscules, des chiffres et "
                "des traits d'union, par exemple « alencon-jeunesse ».",
                "is not an id; lower-case letters, digits and hyphens, for "
                "example \"alencon-jeunesse\".");
      }
      RequirePath(at + "data_dir", *group.mutable_data_dir());
      RequirePath(at + "checkpoint_file", *group.mutable_checkpoint_file());
      RequirePath(at + "root_key_file", *group.mutable_root_key_file());
      CheckOutside(at + "checkpoint_file", group.checkpoint_file(), group);
      CheckOutside(at + "root_key_file", group.root_key_file(), group);
      for (const std::string& once :
           {group.id(), group.data_dir(), group.checkpoint_file(),
            group.root_key_file()}) {
        if (once.empty() || taken.insert(once).second) continue;
        Problem(absl::StrCat("groups[", i, "]"),
                absl::StrCat("« ", once,
                             " » sert déjà ; donner à chaque groupe son "
                             "identifiant et ses propres fichiers."),
                absl::StrCat("\"", once,
                             "\" is already used; give each group its own id "
                             "and files."));
      }
    }
  }

  void CheckOutside(absl::string_view field, const std::string& path,
                    const config::Group& group) {
    if (group.data_dir().empty() || path.empty()) return;
    std::string folder = group.data_dir();
    if (folder.back() != '/') folder += '/';
    if (!absl::StartsWith(path, folder)) return;
    Problem(field,
            "ne doit pas être dans data_dir ; le placer dans un autre dossier, "
            "qui n'est pas sauvegardé avec lui.",
            "must not lie in data_dir; put it into another folder, one that "
            "is not backed up with it.");
  }

  const std::filesystem::path folder_;
  const Language language_;
  ConfigResult& result_;
};

}  // namespace

ConfigResult ParseConfig(absl::string_view text, absl::string_view folder,
                         Language language) {
  ConfigResult result;
  const auto fault = ReadText(text, kMaxDepth, result.config);
  if (fault.has_value()) {
    const FaultWords words = WordsOf(*fault, language);
    result.problems.push_back(
        absl::StrCat(In(language, "ligne ", "line "), fault->line,
                     In(language, ", colonne ", ", column "), fault->column,
                     In(language, " : ", ": "), words.message,
                     In(language, " ; ", "; "), words.remedy, "."));
    return result;
  }
  Checker(folder, language, result).Check();
  return result;
}

ConfigResult LoadConfig(const std::string& path, Language language) {
  ConfigResult unread;
  const auto text = ReadInput(path, kMaxConfigBytes, language, unread.problems);
  if (!text.has_value()) return unread;
  std::error_code ignored;
  const std::filesystem::path absolute =
      std::filesystem::absolute(path, ignored);
  ConfigResult result =
      ParseConfig(*text, absolute.parent_path().string(), language);
  for (std::string& problem : result.problems) {
    problem = absl::StrCat(path, In(language, " : ", ": "), problem);
  }
  return result;
}

}  // namespace sceau
