#include "server/cases/page_token.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "crypto/digest.h"
#include "proto/contract/errors.h"
#include "sceau/storage/v1/records.pb.h"

namespace sceau {
namespace {

constexpr absl::string_view kTokenAad = "sceau page token v1";

absl::Status Invalid() {
  return Error(v1::ERROR_REASON_PAGE_TOKEN_INVALID,
               "the page token is not one of this list, or is too old",
               {{"field", "page_token"}});
}

}  // namespace

std::string PageQuery(const google::protobuf::Message& request) {
  std::unique_ptr<google::protobuf::Message> query(request.New());
  query->CopyFrom(request);
  for (const char* field : {"page_token", "page_size"}) {
    query->GetReflection()->ClearField(
        query.get(), query->GetDescriptor()->FindFieldByName(field));
  }
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    query->SerializeToCodedStream(&coded);
  }
  const crypto::Hash hash =
      crypto::Sha256({crypto::AsBytes(query->GetDescriptor()->full_name()),
                      crypto::AsBytes(bytes)});
  return std::string(hash.begin(), hash.end());
}

std::string SealPageToken(const crypto::AeadKey& key, const Call& call,
                          absl::string_view query, absl::string_view after) {
  storage::v1::PagePosition position;
  position.set_member(call.caller.member);
  position.set_query(std::string(query));
  position.set_after(std::string(after));
  position.set_expire_time(
      absl::ToUnixSeconds(call.now + absl::Minutes(kPageTokenMinutes)));
  const std::string plain = position.SerializeAsString();
  const crypto::Bytes sealed =
      key.Seal(crypto::AsBytes(kTokenAad), crypto::AsBytes(plain));
  return absl::WebSafeBase64Escape(crypto::AsText(sealed));
}

absl::StatusOr<std::string> OpenPageToken(const crypto::AeadKey& key,
                                          const Call& call,
                                          absl::string_view query,
                                          absl::string_view token) {
  if (token.empty()) return std::string();
  std::string sealed;
  if (token.size() > kMaxPageTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &sealed)) {
    return Invalid();
  }
  const auto opened =
      key.Open(crypto::AsBytes(kTokenAad), crypto::AsBytes(sealed));
  storage::v1::PagePosition position;
  if (!opened.ok() ||
      !position.ParseFromArray(opened->Reveal().data(),
                               static_cast<int>(opened->size()))) {
    return Invalid();
  }
  if (position.member() != call.caller.member || position.query() != query ||
      absl::ToUnixSeconds(call.now) > position.expire_time()) {
    return Invalid();
  }
  return position.after();
}

absl::StatusOr<int> PageSize(int requested, int usual, int most) {
  if (requested < 0) {
    return FieldError("page_size", "a page size is 0 or more");
  }
  return requested == 0 ? usual : std::min(requested, most);
}

}  // namespace sceau
