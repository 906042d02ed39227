// sceau member register|confirm|suspend|remove|list
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "client/cli/console/fingerprint.h"
#include "client/cli/group/group_commands.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/cli/words/values.h"
#include "client/lib/files.h"
#include "crypto/certificate.h"
#include "proto/contract/errors.h"
#include "proto/text/output.h"

namespace sceau::command_member {
namespace {

constexpr absl::string_view kIdentityScheme = "spiffe://";

// Who a certificate names: spiffe://{domain}/partners/{p}/members/{m}.
struct Named {
  std::string partner = {};
  std::string member = {};
};

Named NamedBy(const std::string& pem) {
  const auto facts = crypto::ParseCertificate(pem);
  if (!facts.ok()) return {};
  for (const std::string& uri : facts->uris) {
    const std::vector<std::string> parts = absl::StrSplit(uri, '/');
    if (absl::StartsWith(uri, kIdentityScheme) && parts.size() == 7 &&
        parts[3] == "partners" && parts[5] == "members") {
      return {.partner = parts[4], .member = parts[6]};
    }
  }
  return {};
}

std::string MemberText(const v1::Member& member, const Labels& labels) {
  std::vector<FieldText> fields = {
      {labels.In("Structure", "Organisation"),
       {labels.Partner(member.partner())}},
      {labels.In("Rôle", "Role"), {labels.Value(member.role())}},
      {labels.In("État", "State"), {labels.Value(member.state())}},
      {labels.In("Référence", "Reference"), {ShortId(member.name())}}};
  if (!member.fingerprint().empty()) {
    fields.push_back({labels.In("Empreinte de la clé", "Key's fingerprint"),
                      {FingerprintText(member.fingerprint())}});
  }
  return Paragraph(member.display_name()) + FieldLines(fields);
}

absl::StatusOr<ExitCode> Show(Context& context, const v1::Member& member) {
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(member));
  } else {
    context.Print(MemberText(member, context.labels()));
  }
  return ExitCode::kOk;
}

struct RegisterOptions {
  std::string member = {};
  std::string partner = {};
  std::string name = {};
  std::string role = "member";
  std::string certificate = {};
};

absl::StatusOr<ExitCode> Register(Context& context,
                                  const RegisterOptions& options) {
  const auto pem =
      ReadFile(options.certificate, crypto::kMaxCertificatePemBytes);
  if (!pem.ok()) {
    return UsageError(
        absl::StrCat(context.In("Ce certificat ne peut être lu : ",
                                "This certificate cannot be read: "),
                     options.certificate));
  }
  const Named named = NamedBy(*pem);
  const std::string id = options.member.empty() ? named.member : options.member;
  const std::string partner =
      options.partner.empty() ? named.partner : options.partner;
  if (id.empty() || partner.empty()) {
    return UsageError(context.In(
        "Le certificat ne dit pas qui il nomme : donnez l'identifiant du "
        "membre et --partner.",
        "The certificate does not say whom it names: give the member's id and "
        "--partner."));
  }
  ASSIGN_OR_RETURN(const v1::Role role,
                   ReadEnum<v1::Role>(options.role, context.labels()));
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::RegisterMemberRequest request;
  v1::Member& member = *request.mutable_member();
  member.set_name(api->Name("members", id));
  member.set_partner(partner);
  member.set_display_name(options.name);
  member.set_role(role);
  request.set_certificate(*pem);
  ASSIGN_OR_RETURN(const v1::Member registered, api->RegisterMember(request));
  return Show(context, registered);
}

// Every member there is.
absl::StatusOr<v1::ListMembersResponse> AllMembers(Api& api) {
  v1::ListMembersRequest request;
  v1::ListMembersResponse all;
  do {
    ASSIGN_OR_RETURN(const v1::ListMembersResponse page,
                     api.ListMembers(request));
    all.MergeFrom(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  all.clear_next_page_token();
  return all;
}

struct ConfirmOptions {
  std::string member = {};
  std::optional<std::string> fingerprint = {};
  bool yes = false;
};

// Whether the registered key is the member's own, as the member reads it out.
// Errors: RefusedError (it is another), UsageError.
absl::StatusOr<bool> IsOwnKey(Context& context, const ConfirmOptions& options,
                              const v1::Member& member) {
  if (options.fingerprint.has_value()) {
    ASSIGN_OR_RETURN(const crypto::Hash expected,
                     ReadFingerprint(context, *options.fingerprint));
    if (crypto::ToString(expected) == member.fingerprint()) return true;
    return RefusedError(context.In(
        "La clé inscrite n'est pas celle de cette empreinte : avec elle, "
        "quelqu'un d'autre agirait sous ce nom. Rien n'a été confirmé. "
        "Demandez à l'administrateur qui l'a fournie.",
        "The registered key is not the one of this fingerprint: with it "
        "somebody else would act under this name. Nothing was confirmed. Ask "
        "the administrator who provided it."));
  }
  if (options.yes) return true;
  context.environment().err << MemberText(member, context.labels());
  context.Say(context.In(
      "Qui tient cette clé agira sous ce nom. Demandez à la personne, de vive "
      "voix, l'empreinte que dit son poste (« sceau profile check »).",
      "Who holds this key acts under this name. Ask the person, by word of "
      "mouth, for the fingerprint on their workstation (« sceau profile "
      "check »)."));
  return context.Confirm(context.In("Est-ce la même ?", "Is it the same?"));
}

// The officer's word is on the key that was looked at: one registered since is
// refused by its etag.
absl::StatusOr<ExitCode> ConfirmOne(Context& context,
                                    const ConfirmOptions& options) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::ListMembersResponse all, AllMembers(*api));
  v1::ConfirmMemberRequest request;
  request.set_name(api->Name("members", options.member));
  for (const v1::Member& member : all.members()) {
    if (member.name() != request.name()) continue;
    ASSIGN_OR_RETURN(const bool is_own, IsOwnKey(context, options, member));
    if (!is_own) {
      context.Say(
          context.In("Rien n'a été confirmé.", "Nothing was confirmed."));
      return ExitCode::kRefused;
    }
    request.set_etag(member.etag());
    ASSIGN_OR_RETURN(const v1::Member confirmed, api->ConfirmMember(request));
    return Show(context, confirmed);
  }
  return UsageError(
      context.In("Aucun membre de cette référence : « sceau member list ».",
                 "No member of that reference: « sceau member list »."));
}

// The calls that take nothing but a member's name.
template <typename Request, typename Method>
Action OnMember(std::shared_ptr<std::string> id, Method method) {
  return [id, method](Context& context) -> absl::StatusOr<ExitCode> {
    ASSIGN_OR_RETURN(Api* const api, context.Server());
    Request request;
    request.set_name(api->Name("members", *id));
    ASSIGN_OR_RETURN(const v1::Member member, (api->*method)(request));
    return Show(context, member);
  };
}

absl::StatusOr<ExitCode> List(Context& context) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::ListMembersResponse all, AllMembers(*api));
  if (context.json) {
    RETURN_IF_ERROR(context.PrintJson(all));
    return ExitCode::kOk;
  }
  const Labels& labels = context.labels();
  std::vector<std::vector<std::string>> rows;
  for (const v1::Member& member : all.members()) {
    rows.push_back({member.display_name(),
                    labels.ShortPartner(member.partner()),
                    labels.Value(member.role()), labels.Value(member.state()),
                    ShortId(member.name())});
  }
  std::sort(rows.begin(), rows.end());
  context.Print(
      Table({labels.In("Nom", "Name"), labels.In("Structure", "Organisation"),
             labels.In("Rôle", "Role"), labels.In("État", "State"),
             labels.In("Référence", "Reference")},
            rows));
  return ExitCode::kOk;
}

CLI::App& AddOnMember(Commands& commands, CLI::App& group,
                      const std::string& name, absl::string_view french,
                      absl::string_view english,
                      const std::shared_ptr<std::string>& id, Action action) {
  CLI::App& command =
      commands.Command(group, name, french, english,
                       {absl::StrCat("sceau member ", name, " claire-martin")},
                       std::move(action));
  command
      .add_option(commands.In("MEMBRE", "MEMBER"), *id,
                  commands.In("Référence du membre", "The member's reference"))
      ->required();
  return command;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group =
      commands.Group("member", "Les membres du groupe, personnes nommées",
                     "The group's members, named persons");
  const auto options = NewOptions<RegisterOptions>();
  CLI::App& add = commands.Command(
      group, "register",
      "Inscrit une personne nommée, d'après son certificat (administrateur "
      "technique) ; le garant confirme ensuite",
      "Registers a named person by certificate (technical administrator); the "
      "officer then confirms",
      {"sceau member register --name \"Martin Claire\" --certificate cert.pem",
       "sceau member register claire-martin --partner mission-locale \\",
       "    --name \"Martin Claire\" --role member --certificate cert.pem"},
      [options](Context& context) { return Register(context, *options); });
  add.add_option(commands.In("MEMBRE", "MEMBER"), options->member,
                 commands.In("Identifiant ; à défaut, celui du certificat",
                             "Id; else the certificate's"));
  add.add_option("--partner,--structure", options->partner,
                 commands.In("Structure ; à défaut, celle du certificat",
                             "Organisation; else the certificate's"));
  add.add_option("--name,--nom", options->name,
                 commands.In("Nom de la personne, tel que le groupe le lira",
                             "The person's name, as the group reads it"))
      ->required();
  add.add_option("--role", options->role,
                 commands.In("member (par défaut), coordinator, co-pilot, "
                             "charter-officer, data-protection-officer, "
                             "technical-administrator",
                             "member (default), coordinator, co-pilot, "
                             "charter-officer, data-protection-officer, "
                             "technical-administrator"));
  add.add_option("--certificate,--certificat", options->certificate,
                 commands.In("Certificat en PEM", "Certificate in PEM"))
      ->required();

  const auto id = NewOptions<std::string>();
  const auto confirmed = NewOptions<ConfirmOptions>();
  CLI::App& confirm = commands.Command(
      group, "confirm",
      "Confirme une inscription, ou lève une suspension (garant), une fois "
      "l'empreinte de la clé comparée avec la personne",
      "Confirms a registration, or ends a suspension (officer), once the key's "
      "fingerprint is compared with the person",
      {"sceau member confirm claire-martin",
       "sceau member confirm claire-martin --empreinte \"6b77ec4b 0a5c…\""},
      [confirmed](Context& context) {
        return ConfirmOne(context, *confirmed);
      });
  confirm
      .add_option(commands.In("MEMBRE", "MEMBER"), confirmed->member,
                  commands.In("Référence du membre", "The member's reference"))
      ->required();
  confirm.add_option_function<std::string>(
      "--empreinte,--fingerprint",
      [confirmed](const std::string& typed) { confirmed->fingerprint = typed; },
      commands.In("Celle que la personne vous a lue : une autre clé n'est pas "
                  "confirmée",
                  "The one the person has read out: no other key is "
                  "confirmed"));
  confirm.add_flag("--yes,--oui", confirmed->yes,
                   commands.In("Sans demander : vous les avez comparées",
                               "Without asking: you have compared them"));
  AddOnMember(commands, group, "suspend",
              "Suspend : les droits cessent au prochain appel (garant)",
              "Suspends: rights end at the next call (officer)", id,
              OnMember<v1::SuspendMemberRequest>(id, &Api::SuspendMember));
  AddOnMember(commands, group, "remove",
              "Fait sortir du groupe, sans retour (garant)",
              "Removes from the group, for good (officer)", id,
              OnMember<v1::RemoveMemberRequest>(id, &Api::RemoveMember));
  commands.Command(group, "list", "Montre les membres du groupe",
                   "Shows the group's members", {"sceau member list"}, List);
}

}  // namespace sceau::command_member
