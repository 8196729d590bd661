// SPDX-License-Identifier: GPL-2.0-or-later
// A site's directory, and the only code that writes it. A page that would be the same is not touched; one
// that is gone from the site is removed, and nothing else is. Which files are the site's is said in .pages, a
// line each: name, and behind a tab of what it was made, where that is known. Runs on: host. A page appears
// whole or not at all; a site that was not finished is finished the next time. Errors: LabError{wrong_use}
// for a directory that holds something else, {lab} for what cannot be written.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace cloister {

class PublishedSite {
  public:
    // Made unless it is there.
    explicit PublishedSite(std::filesystem::path directory);

    const std::filesystem::path& directory() const { return directory_; }
    void put(const std::string& name, const std::string& text);
    // For a page that takes long to make: whether it is there, and was made of this; it stays then.
    bool keep(const std::string& name, const std::string& made_of);
    // Whatever it was made of; false: it is not there.
    bool keep(const std::string& name);
    void put(const std::string& name, const std::string& text, const std::string& made_of);

    struct Changes {
        std::uint64_t pages = 0;
        std::uint64_t written = 0;
        std::uint64_t removed = 0;
    };
    // Removes what was neither put nor kept.
    Changes finish();

  private:
    std::filesystem::path directory_;
    std::map<std::string, std::string> before_; // page → of what it was made
    std::map<std::string, std::string> now_;
    std::uint64_t written_ = 0;
};

} // namespace cloister
