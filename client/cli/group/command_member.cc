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
      {labels.Text("common.organisation"), {labels.Partner(member.partner())}},
      {labels.Text("common.role"), {labels.Value(member.role())}},
      {labels.Text("common.state"), {labels.Value(member.state())}},
      {labels.Text("common.reference"), {ShortId(member.name())}}};
  if (!member.fingerprint().empty()) {
    fields.push_back({labels.Text("common.keys-fingerprint"),
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
    return UsageError(context.Text("member.this-certificate-cannot-be-read",
                                   {{"certificate", options.certificate}}));
  }
  const Named named = NamedBy(*pem);
  const std::string id = options.member.empty() ? named.member : options.member;
  const std::string partner =
      options.partner.empty() ? named.partner : options.partner;
  if (id.empty() || partner.empty()) {
    return UsageError(context.Text("member.the-certificate-does-not"));
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
    return RefusedError(context.Text("member.the-registered-key-is"));
  }
  if (options.yes) return true;
  context.environment().err << MemberText(member, context.labels());
  context.Say(context.Text("member.who-holds-this-key"));
  return context.Confirm(context.Text("member.is-it-the-same"));
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
      context.Say(context.Text("member.nothing-was-confirmed"));
      return ExitCode::kRefused;
    }
    request.set_etag(member.etag());
    ASSIGN_OR_RETURN(const v1::Member confirmed, api->ConfirmMember(request));
    return Show(context, confirmed);
  }
  return UsageError(context.Text("member.no-member-of-that"));
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
      Table({labels.Text("member.name"), labels.Text("common.organisation"),
             labels.Text("common.role"), labels.Text("common.state"),
             labels.Text("common.reference")},
            rows));
  return ExitCode::kOk;
}

CLI::App& AddOnMember(Commands& commands, CLI::App& group,
                      const std::string& name, absl::string_view words,
                      const std::shared_ptr<std::string>& id, Action action) {
  CLI::App& command =
      commands.Command(group, name, words,
                       {absl::StrCat("sceau member ", name, " claire-martin")},
                       std::move(action));
  command
      .add_option(commands.Text("common.member"), *id,
                  commands.Text("member.the-members-reference"))
      ->required();
  return command;
}

}  // namespace

void Add(Commands& commands) {
  CLI::App& group = commands.Group("member", "member.command");
  const auto options = NewOptions<RegisterOptions>();
  CLI::App& add = commands.Command(
      group, "register", "member.command-register",
      {"sceau member register --name \"Martin Claire\" --certificate cert.pem",
       "sceau member register claire-martin --partner mission-locale \\",
       "    --name \"Martin Claire\" --role member --certificate cert.pem"},
      [options](Context& context) { return Register(context, *options); });
  add.add_option(commands.Text("common.member"), options->member,
                 commands.Text("member.id-else-the-certificates"));
  add.add_option("--partner,--structure", options->partner,
                 commands.Text("member.option-structure"));
  add.add_option("--name,--nom", options->name,
                 commands.Text("member.option-nom"))
      ->required();
  add.add_option("--role", options->role, commands.Text("member.option-role"));
  add.add_option("--certificate,--certificat", options->certificate,
                 commands.Text("member.option-certificat"))
      ->required();

  const auto id = NewOptions<std::string>();
  const auto confirmed = NewOptions<ConfirmOptions>();
  CLI::App& confirm = commands.Command(
      group, "confirm", "member.command-confirm",
      {"sceau member confirm claire-martin",
       "sceau member confirm claire-martin --empreinte \"6b77ec4b 0a5c…\""},
      [confirmed](Context& context) {
        return ConfirmOne(context, *confirmed);
      });
  confirm
      .add_option(commands.Text("common.member"), confirmed->member,
                  commands.Text("member.the-members-reference"))
      ->required();
  confirm.add_option_function<std::string>(
      "--empreinte,--fingerprint",
      [confirmed](const std::string& typed) { confirmed->fingerprint = typed; },
      commands.Text("member.the-one-the-person"));
  confirm.add_flag("--yes,--oui", confirmed->yes,
                   commands.Text("member.option-oui"));
  AddOnMember(commands, group, "suspend", "member.command-suspend", id,
              OnMember<v1::SuspendMemberRequest>(id, &Api::SuspendMember));
  AddOnMember(commands, group, "remove", "member.command-remove", id,
              OnMember<v1::RemoveMemberRequest>(id, &Api::RemoveMember));
  commands.Command(group, "list", "member.command-list", {"sceau member list"},
                   List);
}

}  // namespace sceau::command_member
