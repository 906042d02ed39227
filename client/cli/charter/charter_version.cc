#include "client/cli/charter/charter_version.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "client/cli/charter/charter_changes.h"
#include "client/cli/charter/render_charter.h"
#include "client/cli/console/checked_charter.h"
#include "client/cli/words/describe.h"
#include "client/cli/words/exit_code.h"
#include "client/lib/files.h"
#include "crypto/charter_signature.h"
#include "crypto/digest.h"
#include "policy/compile/compiler.h"
#include "proto/contract/charter_version.h"
#include "proto/contract/errors.h"

namespace sceau {

absl::StatusOr<v1::CharterVersion> FetchVersion(Context& context,
                                                const std::string& id) {
  if (id.empty()) return context.FetchCharter();
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  v1::GetCharterRequest request;
  request.set_name(api->Name("charterVersions", id));
  ASSIGN_OR_RETURN(v1::CharterVersion charter, api->GetCharter(request));
  RETURN_IF_ERROR(CheckVersion(context, charter));
  DropUnreadContacts(charter);
  const std::string asked = ShortId(id);
  if (asked != "current" && asked != ShortId(charter.name())) {
    return RefusedError(context.Text("charter.the-service-showed-another"));
  }
  return charter;
}

absl::StatusOr<std::string> RenderVersion(Context& context,
                                          const v1::CharterVersion& charter,
                                          ChangesFor changes) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const v1::WhoAmIResponse me, api->WhoAmI());
  ASSIGN_OR_RETURN(
      const std::string changed,
      RenderChanges(
          context, charter,
          changes == ChangesFor::kReader ? me.member().partner() : ""));
  return absl::StrCat(
      RenderCharter(charter,
                    policy::CompileStored(charter.source()).program.get(),
                    me.member(), context.labels()),
      changed);
}

std::string TitleOf(const v1::CharterVersion& charter, const Labels& labels) {
  return TitleText(
      charter, policy::CompileStored(charter.source()).program.get(), labels);
}

absl::StatusOr<std::string> SignVersion(Context& context,
                                        const v1::CharterVersion& charter,
                                        MessageOf message_of) {
  ASSIGN_OR_RETURN(Api* const api, context.Server());
  ASSIGN_OR_RETURN(const Profile* profile, context.LoadedProfile());
  ASSIGN_OR_RETURN(const crypto::Secret key, ReadProfileKey(*profile));
  crypto::Hash hash = {};
  std::copy(charter.sha256().begin(), charter.sha256().end(), hash.begin());
  const auto signature = crypto::SignWithPem(
      crypto::AsText(key.Reveal()),
      message_of(api->parent(), CharterVersionNumber(ShortId(charter.name())),
                 hash));
  if (!signature.ok()) {
    return UsageError(context.Text("common.the-profiles-key-cannot"));
  }
  return crypto::ToString(*signature);
}

}  // namespace sceau
