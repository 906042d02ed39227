#include "tests/server/app/page_map.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <openssl/evp.h>

#include "absl/strings/str_cat.h"

namespace sceau::testing {
namespace {

// SQLCipher 4: at the end of a page its initialisation vector and its
// authentication; at the head of the file the salt, in the open.
constexpr size_t kVectorBytes = 16;
constexpr size_t kReservedBytes = kVectorBytes + 64;
constexpr size_t kUsableBytes = kPageBytes - kReservedBytes;
constexpr size_t kSaltBytes = 16;
constexpr size_t kKeyBytes = 32;

// SQLite's file format, section 1.6.
constexpr size_t kFileHeaderBytes = 100;
constexpr size_t kSizeAt = 28;  // In pages; then the free ones, 8 bytes.
constexpr size_t kSizeAndFree = 12;
constexpr int kInteriorIndex = 2;
constexpr int kInteriorTable = 5;
constexpr int kLeafIndex = 10;
constexpr int kLeafTable = 13;

void Must(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "PageMap: " << what << "\n";
  std::abort();
}

uint8_t ByteAt(absl::string_view bytes, size_t at) {
  return static_cast<uint8_t>(bytes[at]);
}
uint32_t Number(absl::string_view bytes, size_t at, size_t count) {
  uint32_t number = 0;
  for (size_t i = 0; i < count; ++i)
    number = number << 8 | ByteAt(bytes, at + i);
  return number;
}
// Moves `at` behind it.
uint64_t Varint(absl::string_view bytes, size_t& at) {
  uint64_t number = 0;
  for (int i = 0; i < 9; ++i) {
    const uint8_t byte = ByteAt(bytes, at++);
    if (i == 8) return number << 8 | byte;
    number = number << 7 | (byte & 0x7f);
    if (byte < 0x80) break;
  }
  return number;
}

std::string Decrypted(const std::string& path, const crypto::Secret& key) {
  std::ifstream in(path, std::ios::binary);
  std::string file{std::istreambuf_iterator<char>(in), {}};
  Must(!file.empty() && file.size() % kPageBytes == 0, "no whole pages");
  EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
  for (size_t page = 0; page < file.size(); page += kPageBytes) {
    const size_t skipped = page == 0 ? kSaltBytes : 0;
    auto* const bytes = reinterpret_cast<uint8_t*>(file.data()) + page;
    int length = 0;
    Must(EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), nullptr,
                            key.Reveal().first(kKeyBytes).data(),
                            bytes + kUsableBytes) == 1 &&
             EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
             EVP_DecryptUpdate(context, bytes + skipped, &length,
                               bytes + skipped,
                               static_cast<int>(kUsableBytes - skipped)) == 1,
         "not decrypted");
  }
  EVP_CIPHER_CTX_free(context);
  return file;
}

struct Head {
  int type = 0;
  size_t at = 0;     // Of the tree's part of the page.
  size_t cells = 0;  // Where their pointers stand.
  size_t count = 0;

  bool is_interior() const {
    return type == kInteriorIndex || type == kInteriorTable;
  }
};

Head HeadOf(absl::string_view page, bool is_first) {
  Head head;
  head.at = is_first ? kFileHeaderBytes : 0;
  head.type = ByteAt(page, head.at);
  Must(head.is_interior() || head.type == kLeafIndex || head.type == kLeafTable,
       "no page of a tree");
  head.count = Number(page, head.at + 3, 2);
  head.cells = head.at + (head.is_interior() ? 12 : 8);
  return head;
}

}  // namespace

PageMap::PageMap(const std::string& path, const crypto::Secret& key)
    : plain_(Decrypted(path, key)) {
  auto database = Database::Open({.path = path}, key);
  Must(database.ok(), "not opened");
  static constexpr char kRootsSql[] =
      "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0";
  auto roots = (*database)->Prepare(kRootsSql);
  Must(roots.ok(), "no schema");
  Walk(1, objects_["sqlite_schema"]);
  while (true) {
    const auto has_row = roots->Step();
    Must(has_row.ok(), "no schema");
    if (!*has_row) return;
    Walk(static_cast<uint32_t>(roots->ColumnU64(1)),
         objects_[roots->ColumnString(0)]);
  }
}

absl::string_view PageMap::Page(uint32_t page) const {
  const size_t at = (page - size_t{1}) * kPageBytes;
  if (at >= plain_.size()) return {};
  return absl::string_view(plain_).substr(at, kUsableBytes);
}

const std::set<std::string>& PageMap::Said(uint32_t page) const {
  static const std::set<std::string> nothing;
  const auto found = said_.find(page);
  return found == said_.end() ? nothing : found->second;
}

std::set<std::string> PageMap::SaidBy(const std::string& object) const {
  std::set<std::string> said;
  for (const uint32_t page : objects_.at(object)) {
    said.insert(Said(page).begin(), Said(page).end());
  }
  return said;
}

void PageMap::Walk(uint32_t page, std::vector<uint32_t>& pages) {
  pages.push_back(page);
  const absl::string_view bytes = Page(page);
  const Head head = HeadOf(bytes, page == 1);
  std::set<std::string>& said = said_[page];
  said.insert(absl::StrCat("kind ", head.type));
  if (page == 1) said.emplace(bytes.substr(kSizeAt, kSizeAndFree));
  for (size_t i = 0; i < head.count; ++i) {
    const size_t cell = Number(bytes, head.cells + 2 * i, 2);
    said.emplace(bytes.substr(cell, WalkPayload(page, cell, pages)));
    if (head.is_interior()) Walk(Number(bytes, cell, 4), pages);
  }
  if (head.is_interior()) {
    said.emplace(bytes.substr(head.at + 8, 4));
    Walk(Number(bytes, head.at + 8, 4), pages);
  }
}

size_t PageMap::WalkPayload(uint32_t page, size_t cell,
                            std::vector<uint32_t>& pages) {
  const absl::string_view bytes = Page(page);
  const Head head = HeadOf(bytes, page == 1);
  size_t at = cell + (head.is_interior() ? 4 : 0);
  const uint64_t payload = Varint(bytes, at);
  if (head.type == kInteriorTable) return at - cell;  // It was the row's id.
  const bool is_table = head.type == kLeafTable;
  if (is_table) (void)Varint(bytes, at);
  const uint64_t most =
      is_table ? kUsableBytes - 35 : (kUsableBytes - 12) * 64 / 255 - 23;
  if (payload <= most) return at + payload - cell;
  const uint64_t least = (kUsableBytes - 12) * 32 / 255 - 23;
  const uint64_t wanted = least + (payload - least) % (kUsableBytes - 4);
  const uint64_t here = wanted <= most ? wanted : least;
  uint64_t rest = payload - here;
  uint32_t next = Number(bytes, at + here, 4);
  while (next != 0) {
    pages.push_back(next);
    const absl::string_view overflow = Page(next);
    const uint64_t there = std::min<uint64_t>(rest, kUsableBytes - 4);
    said_[next] = {std::string(overflow.substr(0, 4 + there))};
    rest -= there;
    next = Number(overflow, 0, 4);
  }
  return at + here + 4 - cell;
}

}  // namespace sceau::testing
