// SPDX-License-Identifier: GPL-2.0-or-later
#include "orchestrator/kernel/lost_options.hpp"

#include <algorithm>
#include <optional>

namespace cloister {
namespace {

struct Setting {
    std::string option;
    std::string value;
};

// "CONFIG_X=y", and "# CONFIG_X is not set" for n; anything else is a comment.
std::optional<Setting> read_setting(std::string_view line) {
    constexpr std::string_view unset_begin = "# CONFIG_";
    constexpr std::string_view unset_end = " is not set";
    if (line.starts_with(unset_begin) && line.ends_with(unset_end))
        return Setting{std::string(line.substr(2, line.size() - 2 - unset_end.size())), "n"};
    const std::size_t equals = line.find('=');
    if (!line.starts_with("CONFIG_") || equals == std::string_view::npos)
        return std::nullopt;
    return Setting{std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))};
}

void read_settings(std::string_view text, std::vector<Setting>& settings) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (std::optional<Setting> setting = read_setting(text.substr(0, end))) {
            const auto same = std::find_if(settings.begin(), settings.end(), [&](const Setting& each) {
                return each.option == setting->option;
            });
            if (same == settings.end())
                settings.push_back(std::move(*setting));
            else
                same->value = std::move(setting->value);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

} // namespace

std::vector<LostOption> lost_options(const std::vector<std::string>& fragments, std::string_view config) {
    std::vector<Setting> wanted;
    for (const std::string& fragment : fragments)
        read_settings(fragment, wanted);
    std::vector<Setting> final_settings;
    read_settings(config, final_settings);
    std::vector<LostOption> lost;
    for (const Setting& each : wanted) {
        const auto found =
            std::find_if(final_settings.begin(), final_settings.end(),
                         [&](const Setting& setting) { return setting.option == each.option; });
        const std::string got = found == final_settings.end() ? "n" : found->value;
        if (got != each.value)
            lost.push_back({each.option, each.value, got});
    }
    return lost;
}

} // namespace cloister
