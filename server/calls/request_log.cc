#include "server/calls/request_log.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "crypto/canonical.h"
#include "proto/contract/errors.h"
#include "server/store/request_table.h"

namespace sceau {
namespace {

// Kind under which requests are hashed.
constexpr char kRequestKind[] = "request";
constexpr size_t kUuidChars = 36;

bool IsUuid(absl::string_view text) {
  if (text.size() != kUuidChars) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool good =
        dash ? text[i] == '-'
             : absl::ascii_isxdigit(static_cast<unsigned char>(text[i]));
    if (!good) return false;
  }
  return true;
}

std::string DeterministicBytes(const google::protobuf::Message& request) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    request.SerializeToCodedStream(&coded);
  }
  return bytes;
}

}  // namespace

absl::StatusOr<RequestKey> RequestKeyOf(
    const Call& call, absl::string_view request_id,
    const google::protobuf::Message& request) {
  if (!IsUuid(request_id)) {
    return FieldError("request_id", "a request id is a UUID of 36 characters");
  }
  RequestKey key;
  key.member = call.caller.member;
  key.request_id = absl::AsciiStrToLower(request_id);
  crypto::CanonicalWriter out;
  out.Text(request.GetDescriptor()->full_name())
      .Text(DeterministicBytes(request));
  key.hash =
      call.pseudonyms->DigestRow(kRequestKind, key.request_id, out.View());
  return key;
}

absl::StatusOr<std::optional<EarlierRequest>> FindEarlier(
    WriteTransaction& transaction, const RequestKey& key) {
  ASSIGN_OR_RETURN(
      std::optional<RequestRow> row,
      FindRequest(transaction, key.member, key.request_id, transaction.time()));
  if (!row.has_value()) return std::optional<EarlierRequest>();
  if (row->hash != key.hash) {
    return Error(v1::ERROR_REASON_REQUEST_ID_REUSED,
                 "this request_id was used for another request",
                 {{"field", "request_id"}});
  }
  return std::optional(EarlierRequest{.resource = std::move(row->resource),
                                      .version = row->version,
                                      .leaf = row->leaf});
}

absl::Status Remember(WriteTransaction& transaction, const RequestKey& key,
                      absl::string_view resource, uint64_t version) {
  return PutRequest(transaction, {.member = key.member,
                                  .request_id = key.request_id,
                                  .hash = key.hash,
                                  .resource = std::string(resource),
                                  .version = version});
}

}  // namespace sceau
