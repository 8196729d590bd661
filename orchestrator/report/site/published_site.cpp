// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/report/site/published_site.hpp"

#include "orchestrator/base/lab_error.hpp"
#include "orchestrator/store/run_directory.hpp"

#include <sstream>

namespace cloister {
namespace {

namespace fs = std::filesystem;

constexpr const char* list_file = ".pages";

// Whoever writes this file shall not have us remove what lies elsewhere.
bool is_within(const std::string& name) {
    if (name.empty() || fs::path(name).is_absolute())
        return false;
    for (const fs::path& part : fs::path(name))
        if (part == ".." || part == ".")
            return false;
    return true;
}

std::map<std::string, std::string> listed(const fs::path& file) {
    std::map<std::string, std::string> pages;
    std::istringstream lines(read_text_file(file));
    for (std::string line; std::getline(lines, line);) {
        const std::size_t tab = line.find('\t');
        if (const std::string name = line.substr(0, tab); is_within(name))
            pages[name] = tab == std::string::npos ? "" : line.substr(tab + 1);
    }
    return pages;
}

std::string list_of(const std::map<std::string, std::string>& pages) {
    std::string text;
    for (const auto& [name, made_of] : pages)
        text += name + (made_of.empty() ? "" : "\t" + made_of) + "\n";
    return text;
}

[[noreturn]] void cannot_make(const fs::path& directory, const std::string& why) {
    throw LabError(Fault::lab, "site",
                   "cannot make " + directory.string() + ": " + why + "; name another directory");
}

void make_directory(const fs::path& directory) {
    std::error_code error;
    fs::create_directories(directory, error);
    if (error)
        cannot_make(directory, error.message());
}

} // namespace

PublishedSite::PublishedSite(fs::path directory) : directory_(std::move(directory)) {
    if (fs::exists(directory_) && !fs::is_directory(directory_))
        throw LabError(Fault::wrong_use, "site",
                       directory_.string() + " is no directory: name one for the site");
    make_directory(directory_);
    if (fs::exists(directory_ / list_file))
        before_ = listed(directory_ / list_file);
    else if (!fs::is_empty(directory_))
        throw LabError(Fault::wrong_use, "site",
                       directory_.string() +
                           " holds something that is no site: name a new or an empty directory");
    else // ours from now on, also if we do not come to its end
        write_text_file(directory_ / list_file, "");
}

void PublishedSite::put(const std::string& name, const std::string& text) {
    put(name, text, "");
}

void PublishedSite::put(const std::string& name, const std::string& text, const std::string& made_of) {
    now_[name] = made_of;
    const fs::path file = directory_ / name;
    std::error_code not_there;
    if (fs::file_size(file, not_there) == text.size() && !not_there && read_text_file(file) == text)
        return;
    make_directory(file.parent_path());
    write_text_file(file, text);
    ++written_;
}

bool PublishedSite::keep(const std::string& name, const std::string& made_of) {
    const auto found = before_.find(name);
    return found != before_.end() && found->second == made_of && keep(name);
}

bool PublishedSite::keep(const std::string& name) {
    const auto found = before_.find(name);
    if (found == before_.end() || !fs::exists(directory_ / name))
        return false;
    now_[name] = found->second;
    return true;
}

PublishedSite::Changes PublishedSite::finish() {
    Changes changes{now_.size(), written_, 0};
    for (const auto& [name, made_of] : before_)
        if (std::error_code nothing_to_say;
            now_.count(name) == 0 && fs::remove(directory_ / name, nothing_to_say))
            ++changes.removed;
    if (const std::string list = list_of(now_); read_text_file(directory_ / list_file) != list)
        write_text_file(directory_ / list_file, list);
    before_ = now_;
    return changes;
}

} // namespace cloister
