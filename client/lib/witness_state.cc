#include "client/lib/witness_state.h"

#include <algorithm>
#include <sys/stat.h>

#include "absl/strings/escaping.h"

#include "client/lib/files.h"
#include "crypto/signed_note.h"
#include "nlohmann/json.hpp"
#include "proto/contract/errors.h"

namespace sceau {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormat = 1;
constexpr size_t kReceiptBytes = 8 + crypto::kHashBytes;

std::string Hex(const crypto::Hash& hash) {
  return absl::BytesToHexString(crypto::AsText(hash));
}

bool ParseHash(const std::string& hex, crypto::Hash& hash) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (hex.size() != 2 * hash.size() ||
      hex.find_first_not_of(kDigits) != std::string::npos) {
    return false;
  }
  const std::string bytes = absl::HexStringToBytes(hex);
  std::copy(bytes.begin(), bytes.end(), hash.begin());
  return true;
}

absl::Status Damaged() {
  return absl::InvalidArgumentError("the witness state is damaged");
}

Json JsonOf(const Receipt& receipt) {
  return {{"index", receipt.index},
          {"leaf", Hex(receipt.leaf)},
          {"received", receipt.received}};
}

// Throws as the library does.
absl::StatusOr<Receipt> ReadReceipt(const Json& item) {
  Receipt receipt;
  receipt.index = item.at("index").get<uint64_t>();
  receipt.received = item.at("received").get<int64_t>();
  if (!ParseHash(item.at("leaf").get<std::string>(), receipt.leaf)) {
    return Damaged();
  }
  return receipt;
}

// The library throws on a member of another type; nothing else does here.
absl::StatusOr<WitnessState> Read(const Json& json) {
  WitnessState state;
  if (json.at("format").get<int>() != kFormat) return Damaged();
  state.origin = json.at("origin").get<std::string>();
  if (json.contains("note")) state.note = json["note"].get<std::string>();
  if (state.note.size() > crypto::kMaxNoteBytes) return Damaged();
  const Json& receipts = json.at("receipts");
  if (!receipts.is_array() || receipts.size() > kMaxReceipts) return Damaged();
  for (const Json& item : receipts) {
    ASSIGN_OR_RETURN(const Receipt receipt, ReadReceipt(item));
    state.receipts.push_back(receipt);
  }
  if (json.contains("last")) {
    ASSIGN_OR_RETURN(state.last, ReadReceipt(json["last"]));
  }
  if (json.contains("restores")) {
    state.restores = json["restores"].get<std::vector<std::string>>();
  }
  if (json.contains("cosigned")) {
    state.cosigned = json["cosigned"].get<int64_t>();
  }
  if (json.contains("suspicion")) {
    const Json& suspicion = json["suspicion"];
    state.suspicion_kind = suspicion.at("kind").get<std::string>();
    state.suspicion_time = suspicion.at("time").get<int64_t>();
    state.suspicion_note = suspicion.at("note").get<std::string>();
    if (state.suspicion_kind.empty()) return Damaged();
  }
  return state;
}

}  // namespace

absl::StatusOr<Receipt> Receipt::Parse(absl::string_view bytes,
                                       int64_t received) {
  if (bytes.size() != kReceiptBytes) {
    return absl::InvalidArgumentError("a receipt of another length");
  }
  Receipt receipt{.received = received};
  for (size_t i = 0; i < 8; ++i) {
    receipt.index = receipt.index << 8 | static_cast<uint8_t>(bytes[i]);
  }
  std::copy(bytes.begin() + 8, bytes.end(), receipt.leaf.begin());
  return receipt;
}

std::string EncodeWitnessState(const WitnessState& state) {
  Json json;
  json["format"] = kFormat;
  json["origin"] = state.origin;
  if (!state.note.empty()) json["note"] = state.note;
  json["receipts"] = Json::array();
  for (const Receipt& receipt : state.receipts) {
    json["receipts"].push_back(JsonOf(receipt));
  }
  if (state.last) json["last"] = JsonOf(*state.last);
  if (state.cosigned != 0) json["cosigned"] = state.cosigned;
  if (!state.restores.empty()) json["restores"] = state.restores;
  if (!state.suspicion_kind.empty()) {
    json["suspicion"] = {{"kind", state.suspicion_kind},
                         {"time", state.suspicion_time},
                         {"note", state.suspicion_note}};
  }
  // Evidence may be any bytes; the file must still be readable.
  return json.dump(/*indent=*/1, ' ', /*ensure_ascii=*/false,
                   Json::error_handler_t::replace) +
         "\n";
}

absl::StatusOr<WitnessState> ParseWitnessState(absl::string_view text) {
  try {
    return Read(Json::parse(text.begin(), text.end()));
  } catch (const nlohmann::json::exception&) {
    return Damaged();
  }
}

absl::StatusOr<WitnessState> LoadWitnessState(const std::string& path) {
  const auto text = ReadFile(path, kMaxWitnessBytes);
  if (text.status().code() == absl::StatusCode::kNotFound) {
    return WitnessState{};
  }
  if (text.status().code() == absl::StatusCode::kResourceExhausted) {
    return Damaged();
  }
  if (!text.ok()) return text.status();
  return ParseWitnessState(*text);
}

absl::Status StoreWitnessState(const std::string& path,
                               const WitnessState& state) {
  return WriteFile(path, EncodeWitnessState(state), S_IRUSR | S_IWUSR);
}

}  // namespace sceau
