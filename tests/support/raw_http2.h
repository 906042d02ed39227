// HTTP/2 frames by hand (RFC 9113, RFC 7541), for what no client would send.
#ifndef SCEAU_TESTS_SUPPORT_RAW_HTTP2_H_
#define SCEAU_TESTS_SUPPORT_RAW_HTTP2_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace sceau::testing {

inline constexpr char kHttp2Preface[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

enum class Http2Frame : uint8_t {
  kHeaders = 1,
  kReset = 3,
  kSettings = 4,
  kPing = 6,
  kWindowUpdate = 8,
  kContinuation = 9,
};
inline constexpr uint8_t kEndStream = 1;
inline constexpr uint8_t kEndHeaders = 4;

inline std::string FrameOf(Http2Frame type, uint8_t flags, uint32_t stream,
                           absl::string_view payload) {
  std::string frame;
  const auto put = [&frame](uint32_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) {
      frame += static_cast<char>(static_cast<uint8_t>(value >> (8 * i)));
    }
  };
  put(static_cast<uint32_t>(payload.size()), 3);
  put(static_cast<uint32_t>(type), 1);
  put(flags, 1);
  put(stream, 4);
  return absl::StrCat(frame, payload);
}

// The preface and empty settings.
inline std::string Http2Hello() {
  return kHttp2Preface + FrameOf(Http2Frame::kSettings, 0, 0, "");
}

// A string literal of at most 126 bytes, not compressed.
inline std::string HpackText(absl::string_view text) {
  return absl::StrCat(std::string(1, static_cast<char>(text.size())), text);
}

// The header block of a call of `path`. Its first use fills the dynamic table,
// which the short form then refers to.
inline std::string CallHeaders(absl::string_view path) {
  return "\x83\x87"  // POST, https
         "\x44" +
         HpackText(path) +                         // :path, indexed
         "\x41" + HpackText("localhost") +         // :authority, indexed
         "\x5f" + HpackText("application/grpc") +  // content-type, indexed
         "\x40" + HpackText("te") + HpackText("trailers");
}
inline std::string CallHeadersAgain() {
  // The four of the dynamic table, newest first: 62 to 65.
  return "\x83\x87\xc1\xc0\xbf\xbe";
}

}  // namespace sceau::testing

#endif  // SCEAU_TESTS_SUPPORT_RAW_HTTP2_H_
