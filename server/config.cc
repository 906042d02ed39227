#include "server/config.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

#include "proto/contract/names.h"

namespace sceau {
namespace {

namespace pb = ::google::protobuf;

// Changes of one character that turn `left` into `right`.
size_t Distance(absl::string_view left, absl::string_view right) {
  std::vector<size_t> row(right.size() + 1);
  for (size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= left.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j < row.size(); ++j) {
      const size_t change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

// The field of the message type `type` that `name` most likely means, and all
// its fields.
struct Fields {
  std::string nearest;
  std::string all;
};
Fields FieldsOf(absl::string_view type, absl::string_view name) {
  Fields fields;
  for (const pb::Descriptor* const message :
       {config::Server::descriptor(), config::Tls::descriptor(),
        config::Group::descriptor()}) {
    if (message->full_name() != std::string(type)) continue;
    size_t best = std::max<size_t>(3, name.size() / 3 + 1);
    for (int i = 0; i < message->field_count(); ++i) {
      const std::string& field = message->field(i)->name();
      absl::StrAppend(&fields.all, i == 0 ? "" : ", ", field);
      const size_t distance = Distance(name, field);
      if (distance >= best) continue;
      best = distance;
      fields.nearest = field;
    }
  }
  return fields;
}

// Keeps the parser's first complaint, with its place; it gives up after it.
class FirstError : public pb::io::ErrorCollector {
 public:
  explicit FirstError(Language language) : language_(language) {}

  void AddError(int line, int column, const std::string& message) override {
    if (!text_.empty()) return;
    text_ = absl::StrCat(In(language_, "ligne ", "line "), line + 1,
                         In(language_, ", colonne ", ", column "), column + 1,
                         In(language_, " : ", ": "), Explain(message));
  }
  const std::string& text() const { return text_; }

 private:
  // The one complaint worth a remedy of its own is protobuf's
  //   Message type "T" has no field named "F".
  std::string Explain(const std::string& message) const {
    const std::vector<std::string> parts = absl::StrSplit(message, '"');
    if (parts.size() != 5 ||
        !absl::StrContains(parts[2], "has no field named")) {
      return absl::StrCat(
          In(language_, "écriture incomprise (", "not understood ("), message,
          In(language_, ") ; corriger cette ligne.", "); correct this line."));
    }
    const Fields fields = FieldsOf(parts[1], parts[3]);
    return absl::StrCat(
        In(language_, "le champ « ", "there is no field \""), parts[3],
        In(language_, " » n'existe pas ; ", "\"; "),
        fields.nearest.empty()
            ? absl::StrCat(In(language_, "les champs possibles ici sont : ",
                              "the fields possible here are: "),
                           fields.all, ".")
            : absl::StrCat(In(language_, "écrire « ", "write \""),
                           fields.nearest, In(language_, " ».", "\".")));
  }

  const Language language_;
  std::string text_;
};

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
  FirstError error(language);
  pb::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  parser.SetRecursionLimit(8);
  if (!parser.ParseFromString(std::string(text), &result.config)) {
    result.problems.push_back(error.text());
    return result;
  }
  Checker(folder, language, result).Check();
  return result;
}

ConfigResult LoadConfig(const std::string& path, Language language) {
  const auto refuse = [&](absl::string_view french, absl::string_view english) {
    ConfigResult result;
    result.problems.push_back(absl::StrCat(path, In(language, " : ", ": "),
                                           In(language, french, english)));
    return result;
  };
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return refuse(
        "ne peut pas être lu ; vérifier le chemin donné à --config et les "
        "droits du fichier.",
        "cannot be read; check the path given to --config and the file's "
        "permissions.");
  }
  std::string text(kMaxConfigBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  if (text.size() > kMaxConfigBytes) {
    return refuse("dépasse 256 Kio ; ce n'est pas une configuration.",
                  "exceeds 256 KiB; this is no configuration.");
  }
  std::error_code ignored;
  const std::filesystem::path absolute =
      std::filesystem::absolute(path, ignored);
  ConfigResult result =
      ParseConfig(text, absolute.parent_path().string(), language);
  for (std::string& problem : result.problems) {
    problem = absl::StrCat(path, In(language, " : ", ": "), problem);
  }
  return result;
}

}  // namespace sceau
