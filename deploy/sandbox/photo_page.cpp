#include "deploy/sandbox/photo_page.hpp"

#include "deploy/sandbox/html.hpp"
#include "deploy/sandbox/materials.hpp"

#include <algorithm>
#include <array>

namespace sandbox {

namespace {

struct Name {
    std::string_view kind;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array names{
    Name{"licence", "营业执照", "Business licence"},
    Name{"lr_id_front", "法定代表人身份证（人像面）", "Legal representative's ID, portrait side"},
    Name{"lr_id_back", "法定代表人身份证（国徽面）", "Legal representative's ID, emblem side"},
    Name{"agent_id_front", "经办人身份证（人像面）", "Agent's ID, portrait side"},
    Name{"agent_id_back", "经办人身份证（国徽面）", "Agent's ID, emblem side"},
    Name{"authorisation_letter", "授权委托书（盖章）", "Authorisation letter, stamped"},
    Name{"seal_sample", "公章采样", "Seal sample"},
};

constexpr std::string_view shrink = R"(<script>
document.querySelectorAll('form.photo').forEach(form => form.addEventListener('submit', async event => {
  event.preventDefault();
  const button = form.querySelector('button'), input = form.querySelector('input[type=file]');
  if (!input.files.length) return;
  button.disabled = true;
  const picture = await createImageBitmap(input.files[0], {imageOrientation: 'from-image'});
  const scale = Math.min(1, 2400 / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  let photo, quality = 0.9;
  do {
    photo = await new Promise(done => canvas.toBlob(done, 'image/jpeg', quality));
    quality -= 0.1;
  } while (photo.size > 1000000 && quality > 0.2);
  const data = new FormData();
  data.append('kind', form.kind.value);
  data.append('photo', photo, 'photo.jpg');
  const answer = await fetch(location.href, {method: 'POST', body: data});
  document.open(); document.write(await answer.text()); document.close();
}));
</script>)";

const Name& name_of(const std::string& kind) {
    return *std::ranges::find(names, kind, &Name::kind);
}

std::string input_for(const std::string& kind) {
    const Name& name = name_of(kind);
    return "<section><h2>" + bilingual(name.zh, name.en) +
           "</h2><form class=\"photo\" method=post enctype=\"multipart/form-data\"><input "
           "type=hidden name=kind value=\"" +
           kind + "\"><input type=file name=photo id=\"" + kind +
           "\" accept=\"image/*\" required><button id=\"send_" + kind + "\">" +
           bilingual("发送照片", "Send the photo") + "</button></form></section>";
}

std::string have(const std::string& kind) {
    const Name& name = name_of(kind);
    return "<section><h2 class=\"done\">✓ " + bilingual(name.zh, name.en) + "</h2></section>";
}

Answer photos_page(const World& world, const std::string& order_id, const std::string& message) {
    const Json order = world.records.get("order", order_id).value();
    std::string body =
        "<section><h1>" + bilingual("上传资料", "Send photos") + "</h1>" + message + "</section>";
    for (const Json& material : materials_of(world, order)) {
        const std::string kind = material.at("kind");
        const std::string state = material.at("state");
        body += state == "missing" || state == "rejected" ? input_for(kind) : have(kind);
    }
    return page("上传资料", body + std::string(shrink));
}

std::string part(const Request& request, const std::string& name) {
    const auto found = std::ranges::find(request.parts, name, &FormPart::name);
    return found == request.parts.end() ? std::string() : found->content;
}

}  // namespace

Handled show_photos(Call& call) {
    const auto order = handed_over_order(call.world, call.captured("token"));
    if (!order) return dead_link();
    return photos_page(call.world, *order, "");
}

Handled send_photo(Call& call) {
    const auto order = handed_over_order(call.world, call.captured("token"));
    if (!order) return dead_link();
    const auto taken = take_photo(call.world, *order, part(call.request, "kind"), "phone",
                                  part(call.request, "photo"));
    if (taken)
        return photos_page(
            call.world, *order,
            "<p class=\"done\"><b>" + bilingual("照片已收到", "Photo received") + "</b></p>");
    const Json words = problem_json(taken.error()).at("userMessage");
    return photos_page(
        call.world, *order,
        "<p><b>" +
            bilingual(words.at("zh-CN").get<std::string>(), words.at("en").get<std::string>()) +
            "</b></p>");
}

}  // namespace sandbox
