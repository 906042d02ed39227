#include "tests/support/charter_desk.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

#include "crypto/charter_signature.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/names.h"
#include "server/charter/charter_life.h"
#include "server/charter/charter_operations.h"
#include "server/members/member_operations.h"
#include "tests/support/must.h"

namespace sceau::testing {
std::string CharterText(const std::string& id, const std::string& first_day,
                        const std::string& more) {
  return absl::StrCat(
      absl::StrReplaceAll(
          ReferenceCharter(),
          {{"version: \"alencon-2026-1\"",
            absl::StrCat("version: \"", id, "\"")},
           {"effective_date: \"2026-01-01\"",
            absl::StrCat("effective_date: \"", first_day, "\"")}}),
      more);
}

std::string Without(std::string charter, const std::string& reason) {
  const size_t at = charter.find(reason);
  const size_t begin = charter.rfind("\ngrants {\n", at);
  const size_t end = charter.find("\n}\n", at);
  if (at == std::string::npos || begin == std::string::npos ||
      end == std::string::npos) {
    Must(absl::NotFoundError(reason), "no such grant");
  }
  return charter.erase(begin, end + 2 - begin);
}

template <typename Response, typename Start>
absl::StatusOr<Response> CharterDesk::Run(Start start) {
  Response response;
  const Ended ended =
      Await([&](Finish finish) { start(&response, std::move(finish)); });
  if (!ended.status.ok()) return ended.status;
  return response;
}

std::string CharterDesk::NewRequestId() {
  return absl::StrFormat("00000000-0000-4000-9000-%012x", ++requests_);
}

std::string CharterDesk::NameOf(const std::string& id) {
  return CharterVersionName::Of(kTestGroup, id).ToString();
}

CharterDesk::Answer CharterDesk::Propose(absl::string_view by,
                                         const std::string& source) {
  v1::ProposeCharterRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_source(source);
  request.set_request_id(NewRequestId());
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter_life->ProposeCharter(
        group_.As(by), request, response, std::move(finish));
  });
}

CharterDesk::Answer CharterDesk::GiveOpinion(absl::string_view by,
                                             const std::string& id,
                                             v1::CharterOpinion opinion) {
  v1::GiveOpinionRequest request;
  request.set_name(NameOf(id));
  request.set_opinion(opinion);
  const absl::CivilDay today = group_.group().clock().DayOf(group_.now());
  request.mutable_date()->set_year(static_cast<int32_t>(today.year()));
  request.mutable_date()->set_month(today.month());
  request.mutable_date()->set_day(today.day());
  request.set_request_id(NewRequestId());
  return GiveOpinion(by, request);
}

CharterDesk::Answer CharterDesk::GiveOpinion(
    absl::string_view by, const v1::GiveOpinionRequest& request) {
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter_life->GiveOpinion(
        group_.As(by), request, response, std::move(finish));
  });
}

crypto::Hash CharterDesk::HashOf(const std::string& id) {
  const auto state = group_.group().members().state();
  const auto found = state->charters.find(id);
  return found == state->charters.end() ? crypto::Hash{}
                                        : found->second->compiled->sha256;
}

std::string CharterDesk::AdoptionSignature(absl::string_view key_of,
                                           const std::string& id,
                                           const crypto::Hash& hash) {
  return crypto::ToString(Must(
      crypto::SignWithPem(
          group_.CredentialOf(key_of).key,
          crypto::CharterAdoptionMessage(GroupName::Of(kTestGroup).ToString(),
                                         CharterVersionNumber(id), hash)),
      "signing"));
}

CharterDesk::Answer CharterDesk::Adopt(absl::string_view by,
                                       const std::string& id) {
  return AdoptWith(by, id, AdoptionSignature(by, id, HashOf(id)));
}

CharterDesk::Answer CharterDesk::AdoptWith(absl::string_view by,
                                           const std::string& id,
                                           const std::string& signature) {
  v1::AdoptCharterRequest request;
  request.set_name(NameOf(id));
  request.set_signature(signature);
  request.set_request_id(NewRequestId());
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter_life->AdoptCharter(
        group_.As(by), request, response, std::move(finish));
  });
}

CharterDesk::Answer CharterDesk::Veto(absl::string_view by,
                                      const std::string& id) {
  v1::VetoCharterRequest request;
  request.set_name(NameOf(id));
  request.set_request_id(NewRequestId());
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter_life->VetoCharter(
        group_.As(by), request, response, std::move(finish));
  });
}

CharterDesk::Answer CharterDesk::Get(absl::string_view by,
                                     const std::string& id) {
  v1::GetCharterRequest request;
  request.set_name(NameOf(id));
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter->GetCharter(group_.As(by), request, response,
                                               std::move(finish));
  });
}

CharterDesk::Answer CharterDesk::Sign(absl::string_view by,
                                      const std::string& id) {
  v1::SignCharterRequest request;
  request.set_name(NameOf(id));
  request.set_signature(crypto::ToString(
      Must(crypto::SignWithPem(group_.CredentialOf(by).key,
                               crypto::CharterSignatureMessage(
                                   GroupName::Of(kTestGroup).ToString(),
                                   CharterVersionNumber(id), HashOf(id))),
           "signing")));
  request.set_request_id(NewRequestId());
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter->SignCharter(group_.As(by), request,
                                                response, std::move(finish));
  });
}

CharterDesk::Answer CharterDesk::Agree(absl::string_view by,
                                       const std::string& id) {
  v1::AgreeToWideningRequest request;
  request.set_name(NameOf(id));
  request.set_request_id(NewRequestId());
  return Run<v1::CharterVersion>([&](auto* response, Finish finish) {
    group_.group().rooms().charter->AgreeToWidening(
        group_.As(by), request, response, std::move(finish));
  });
}

absl::StatusOr<v1::ListCharterVersionsResponse> CharterDesk::List(
    absl::string_view by, int page_size, const std::string& token) {
  v1::ListCharterVersionsRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  request.set_page_size(page_size);
  request.set_page_token(token);
  return Run<v1::ListCharterVersionsResponse>(
      [&](auto* response, Finish finish) {
        group_.group().rooms().charter->ListCharterVersions(
            group_.As(by), request, response, std::move(finish));
      });
}

absl::StatusOr<v1::WhoAmIResponse> CharterDesk::WhoAmI(absl::string_view by) {
  v1::WhoAmIRequest request;
  request.set_parent(GroupName::Of(kTestGroup).ToString());
  return Run<v1::WhoAmIResponse>([&](auto* response, Finish finish) {
    group_.group().rooms().member_operations->WhoAmI(
        group_.As(by), request, response, std::move(finish));
  });
}

absl::Status CharterDesk::Recuse(absl::string_view by,
                                 const std::string& member,
                                 const std::string& case_name) {
  v1::RecuseMemberRequest request;
  request.set_name(MemberName::Of(kTestGroup, member).ToString());
  request.set_case_(case_name);
  request.set_request_id(NewRequestId());
  return Run<v1::RecuseMemberResponse>([&](auto* response, Finish finish) {
           group_.group().rooms().member_operations->RecuseMember(
               group_.As(by), request, response, std::move(finish));
         })
      .status();
}

void CharterDesk::Bring(const std::string& source) {
  const v1::CharterVersion draft =
      Must(Propose(kCoordinator, source), "proposing");
  const std::string id =
      Must(CharterVersionName::Parse(draft.name()), "a name").id();
  Must(GiveOpinion(kDpo, id).status(), "an opinion");
  Must(Adopt(kCoPilotState, id).status(), "adopting");
  Must(Adopt(kCoPilotLocal, id).status(), "adopting");
}

void CharterDesk::SignAll(const std::string& id) {
  const auto state = group_.group().members().state();
  const auto& signed_before =
      state->signatures.at(state->in_force->record.version);
  for (const auto& [member, signature] : signed_before) {
    Must(Sign(member, id).status(), "signing");
  }
}

}  // namespace sceau::testing
