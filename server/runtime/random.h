// Randomness as an argument, and the opaque identifiers made of it.
#ifndef SCEAU_SERVER_RUNTIME_RANDOM_H_
#define SCEAU_SERVER_RUNTIME_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace sceau {

// Fills the whole span. The server's is crypto::RandomBytes; a test's has a
// fixed seed. Called from several threads at once.
using RandomSource = std::function<void(std::span<uint8_t>)>;

// Characters of an identifier after its prefix, 5 bits each.
inline constexpr size_t kIdRandomChars = 26;

// `prefix`, a letter a-z that tells kinds of identifiers apart for people,
// then 26 characters of [a-z2-7]: 130 random bits. Has the form of an id
// (proto/contract/names.h), says nothing and does not repeat.
std::string NewId(const RandomSource& random, char prefix);

}  // namespace sceau

#endif  // SCEAU_SERVER_RUNTIME_RANDOM_H_
