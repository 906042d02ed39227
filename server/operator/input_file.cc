#include "server/operator/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"

namespace sceau {
namespace {

// Reads to the end, or to one byte beyond `most`; false with errno set.
bool ReadUpTo(int fd, size_t most, std::string& text) {
  text.assign(most + 1, '\0');
  size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = read(fd, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  text.resize(size);
  return true;
}

std::string WhyUnreadable(int error, Language language) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return In(language, "n'existe pas ; vérifier le chemin.",
                "is not there; check the path.");
    case EISDIR:
      return In(language, "est un dossier ; donner le chemin du fichier.",
                "is a folder; give the path of the file.");
    case EACCES:
    case EPERM:
      return In(language,
                "cet utilisateur n'a pas le droit de le lire ; vérifier les "
                "droits (ls -l), ou lancer la commande en tant que son "
                "propriétaire (sudo -u sceau …).",
                "this user may not read it; check the permissions (ls -l), or "
                "run the command as its owner (sudo -u sceau ...).");
    default:
      return In(language, "le disque ne le donne pas ; vérifier le disque.",
                "the disk does not give it; look at the disk.");
  }
}

}  // namespace

std::optional<std::string> ReadInput(const std::string& path, size_t most,
                                     Language language,
                                     std::vector<std::string>& problems) {
  const auto refuse = [&](const std::string& why) {
    problems.push_back(absl::StrCat(path, In(language, " : ", ": "), why));
    return std::nullopt;
  };
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return refuse(WhyUnreadable(errno, language));
  std::string text;
  const bool read = ReadUpTo(fd, most, text);
  const int error = errno;
  (void)close(fd);
  if (!read) return refuse(WhyUnreadable(error, language));
  if (text.size() > most) {
    return refuse(
        absl::StrCat(In(language, "dépasse ", "exceeds "), most / 1024,
                     In(language, " Kio ; ce n'est pas le fichier attendu.",
                        " KiB; this is not the file that is expected.")));
  }
  return text;
}

}  // namespace sceau
