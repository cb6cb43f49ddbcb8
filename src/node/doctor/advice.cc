#include "node/doctor/advice.h"

#include <algorithm>

namespace tsugite::node {
namespace {

using enum Mender;

// What this end finds.
constexpr Advice found[] = {
    {"clock.differs", either, "双方の時刻を時刻サーバーと照合し、ずれている側を合わせてください",
     "Compare both clocks with a time server and set the one that is wrong"},
    {"charter.behind", ours, "相手方は新しい共通定義書を承認済みです。内容を確認し、tsugite charter approve で承認してください",
     "The partner has approved a newer shared definition: examine it, then tsugite charter approve"},
    {"charter.partner-behind", theirs, "相手方は新しい共通定義書をまだ承認していません。承認の予定を相手方に確認してください",
     "The partner has not approved our newer shared definition yet: ask when it will"},
    {"doctor.disk-full", ours, "ディスクの空きを確保してください。空きができれば、自動的に書き込みを再開します",
     "Free some room on the disk; writing begins again by itself"},
    {"doctor.key-readable", ours,
     "鍵フォルダーの権限を所有者だけに限ってください（chmod 700）。他者に読まれた可能性があれば、鍵を作り直してください",
     "Let only its owner read the key folder (chmod 700); if someone else may have read it, make new keys"},
    {"doctor.no-partner", ours, "tsugite partner add で接続相手を登録してください", "Add the partner with tsugite partner add"},
    {"doctor.not-running", ours,
     "ノードを起動してください（systemctl start tsugite@名前）。起動できない場合は、理由がログに記録されています",
     "Start the node (systemctl start tsugite@NAME); where it does not start, its log says why"},
    {"doctor.own-cosigner-key", ours, "鍵フォルダーの cosigner.key と鍵証明書の組合せが違います。鍵のバックアップから揃えて戻してください",
     "cosigner.key does not go with the key certificate: put both back from one backup of the keys"},
    {"doctor.own-log-key", ours, "鍵フォルダーの log.key と鍵証明書の組合せが違います。鍵のバックアップから揃えて戻してください",
     "log.key does not go with the key certificate: put both back from one backup of the keys"},
    {"doctor.own-tls-key", ours, "tls.crt が鍵証明書の鍵と違います。元の鍵を戻すか、ルート鍵で新しい鍵証明書を作り、相手方に渡してください",
     "tls.crt is not of the key that the key certificate names: put the old one back, or certify the new one with the root and give it to "
     "the partners"},
    {"doctor.partner-keys", ours, "相手方から鍵証明書（.keys ファイル）を受け取り、tsugite partner add で登録してください",
     "Get the partner's key certificate, its .keys file, and tsugite partner add"},
    {"doctor.tls-pair", ours, "tls.key と tls.crt の組合せが違います。鍵のバックアップから揃えて戻してください",
     "tls.key and tls.crt do not belong together: put both back from one backup of the keys"},
    {"doctor.web-expired", ours, "画面用のTLS証明書を更新してください", "Renew the TLS certificate of the console"},
    {"doctor.web-early", ours, "画面用のTLS証明書の開始日時と、この計算機の時計を確認してください",
     "Look at the first day of the console's TLS certificate, and at this machine's clock"},
    {"doctor.web-usage", ours, "サーバー認証（serverAuth）に使える証明書を画面用に取得してください",
     "Get a certificate for the console that may be used for server authentication"},
    {"doctor.web-pair", ours, "画面用のTLS証明書に対応する鍵を node.yaml に指定してください",
     "Name in node.yaml the key that belongs to the console's TLS certificate"},
    {"hello.charter", either,
     "双方が同じ版の共通定義書を承認する必要があります。版を相手方と確認し、tsugite charter approve で承認してください",
     "Both must approve one version of the shared definition: agree which with the partner, then tsugite charter approve"},
    {"hello.clock", either, "双方の時刻を時刻サーバーと照合し、ずれている側を合わせてください。合えば自動的に接続します",
     "Compare both clocks with a time server and set the one that is wrong; the link then comes up by itself"},
    {"hello.fold", either, "古い方のノードを更新してください", "Update the older of the two nodes"},
    {"hello.keys", theirs, "相手方の鍵証明書が相手方のルート鍵で署名されていません。相手方に鍵フォルダーの確認を求めてください",
     "The partner's key certificate is not signed by its root: ask the partner to look at its key folder"},
    {"hello.old-keys", theirs, "相手方が古い鍵証明書を使っています。最新の鍵に戻すよう相手方に求めてください",
     "The partner uses an older key certificate: ask it to put its newest keys back"},
    {"hello.party", theirs, "相手方のノードの設定を確認するよう求めてください", "Ask the partner to look at its node's settings"},
    {"hello.pin", theirs, "相手方の接続鍵と鍵証明書が一致しません。相手方に鍵フォルダーの確認を求めてください",
     "The partner's TLS key and key certificate do not match: ask it to look at its key folder"},
    {"hello.protocol", either, "古い方のノードを更新してください", "Update the older of the two nodes"},
    {"inbox.root", theirs,
     "相手方が、これまでと矛盾する履歴に署名しています。相手方に復元や複製がなかったかの確認を求め、tsugite receipt fork "
     "で証拠を作成してください",
     "The partner signed another history than before: ask it what was restored or copied there, and make the evidence with tsugite receipt "
     "fork"},
    {"keys.history", theirs, "相手方の鍵証明書の並びが正しくありません。鍵フォルダーの確認を相手方に求めてください",
     "The partner's key certificates are not in order: ask the partner to look at its key folder"},
    {"keys.revoked", either,
     "盗まれたとされた鍵による署名があります。双方の管理者と保全責任者で、どの記録が誰のものかを確認し、証拠としてデータファイルを保管して"
     "ください",
     "Something is signed with keys that were stolen: administrators and security officers of both sides establish whose records these "
     "are, and keep the data files as evidence"},
    {"keys.superseded", theirs, "切替え前の鍵による署名があります。最新の鍵に戻すよう相手方に求めてください",
     "Something is signed with replaced keys: ask the partner to go back to its newest ones"},
    {"link.connect", either, "接続先の番地とポート、相手方のノードが動いていること、途中のファイアウォールを、この順に確認してください",
     "Check, in this order: the address and port we dial, that the partner's node runs, the firewalls between"},
    {"link.disabled", ours, "接続を再開してよければ、接続状況の画面で当方の管理者が再開してください",
     "Where it may go on, our administrator switches the link on again on the links page"},
    {"link.lost", either, "自動的に接続し直します。続く場合は回線を確認してください",
     "It is taken up again by itself; if this goes on, look at the line"},
    {"link.no-answer", either, "接続先の番地と途中の機器を確認してください。相手方のノードが応答していません",
     "Check the address and the devices between: nothing at the other end answers"},
    {"link.no-hello", theirs, "相手方のノードが応答していません。相手方に稼働状況とログの確認を求めてください",
     "The partner's node does not greet: ask the partner to look at it and at its log"},
    {"link.no-receipt", theirs, "送った記録の受領証が届いていません。相手方に稼働状況とログの確認を求めてください",
     "What was sent is not receipted: ask the partner to look at its node and its log"},
    {"link.removed", ours, "当方の管理者がこの接続を終了しています。再び相手方とするときは、接続の画面で行ってください",
     "Our administrator has ended this link: if the party is to be a partner again, say so on the links page"},
    {"link.resolve", ours, "接続先の名前を解決できません。node.yaml の dial の綴りと、この計算機の名前解決の設定を確認してください",
     "The partner's name leads nowhere: check its spelling after dial in node.yaml, and this machine's name service"},
    {"link.silent", either, "相手方から一度も接続がありません。どちらが接続する側か、その番地が当方のものかを相手方と確認してください",
     "The partner has never come: agree which side dials, and that the address dialled is ours"},
    {"link.stranger", ours,
     "この鍵が相手方のものか、電話などの別の手段で確かめてください。相手方のものであれば、新しい鍵証明書を受け取り tsugite partner add "
     "で登録してください",
     "Ask the partner by telephone whether this key is its own; if so, take its new key certificate and tsugite partner add"},
    {"link.tls", either, "接続先の番地とポートを確認してください。そこにあるのは連接用の待受けではありません",
     "Check the address and port we dial: what answers there is no federation port"},
    {"link.upgrade", either, "接続先の番地とポートを確認してください。別のプログラムか、古い版のノードです",
     "Check the address and port we dial: another program answers, or an older node"},
    {"link.wrong-key", ours,
     "接続先の鍵が、登録した相手方の鍵と違います。電話などの別の手段で確かめ、相手方のものであれば tsugite partner add "
     "で登録し直してください",
     "The key that answers is not the one we hold of the partner: ask it by telephone, and if it is its own, tsugite partner add again"},
    {"link.unknown-key", theirs,
     "相手方は当方の今の鍵を知りません。鍵証明書（keys フォルダーの .keys ファイル）を相手方に渡し、登録を求めてください",
     "The partner does not know our present key: give it our key certificate, the .keys file in our key folder, and ask it to add that"},
    {"lost.disposed", either, "失われた記録の本文は相手方で既に廃棄されています。最新のバックアップを復元してください",
     "The other side has disposed of what was lost: restore the newest backup of the node that was set back"},
    {"lost.foreign", theirs, "相手方のノードが、自らの送信箱にない記録の返却を求めています。相手方にログの確認を求めてください",
     "The partner asks back what is not its own: ask the partner to look at its log"},
    {"lost.no-seal", either, "最新のバックアップを復元してください。失われた記録を相手方から戻せません",
     "Restore the newest backup of the node that was set back: the other side cannot give back what was lost"},
    {"lost.unknown", either, "最新のバックアップを復元してください。失われた記録を相手方から戻せません",
     "Restore the newest backup of the node that was set back: the other side cannot give back what was lost"},
    {"node.charter-changed", ours, "承認済みの共通定義書のファイルを、承認時のものに戻してください",
     "Put the files of the approved shared definition back as they were approved"},
    {"node.clock", ours, "この計算機の時計を合わせてください", "Set this machine's clock"},
    {"resume.fork", either,
     "双方の履歴が食い違っています。どちらも復元や複製がなかったかを確認し、証拠として両方のデータファイルを保全してください",
     "The two histories differ: ask on both sides what was restored or copied, and keep both data files as evidence"},
    {"returned.fork", either,
     "双方の履歴が食い違っています。復元や複製がなかったかを確認し、証拠として両方のデータファイルを保全してください",
     "The two histories differ: ask on both sides what was restored or copied, and keep both data files as evidence"},
    {"returned.gap", theirs, "相手方のノードが正しく応答していません。相手方にログの確認を求めてください",
     "The partner's node does not answer as it should: ask the partner to look at its log"},
    {"returned.record", theirs, "相手方のノードが正しく応答していません。相手方にログの確認を求めてください",
     "The partner's node does not answer as it should: ask the partner to look at its log"},
    {"store.full", ours, "ディスクの空きを確保してください。空きができれば、自動的に書き込みを再開します",
     "Free some room on the disk; writing begins again by itself"},
};

// What the partner's node says of us.
constexpr Advice told_us[] = {
    {"hello.keys", ours, "当方の鍵証明書が当方のルート鍵で署名されていません。鍵のバックアップから戻すか、ルート鍵で作り直してください",
     "Our key certificate is not signed by our root: put it back from the backup of the keys, or make a new one with the root"},
    {"hello.old-keys", ours, "当方が古い鍵証明書を使っています。最新の鍵のバックアップに戻してください",
     "We use an older key certificate than before: put our newest keys back"},
    {"hello.party", ours, "当方の node.yaml の当事者と鍵を確認してください", "Look at the party in our node.yaml and at our keys"},
    {"hello.pin", ours, "当方の接続鍵と鍵証明書が一致しません。鍵のバックアップから揃えて戻してください",
     "Our TLS key and key certificate do not match: put both back from one backup of the keys"},
    {"link.disabled", theirs, "相手方の管理者が接続を止めています。理由を相手方に尋ねてください",
     "The partner's administrator has switched the link off: ask the partner why"},
    {"keys.superseded", ours, "当方が切替え前の鍵で署名しています。最新の鍵に戻してください",
     "We sign with replaced keys: go back to the newest ones"},
    {"link.removed", theirs, "相手方の管理者が接続を終了しています。理由を相手方に尋ねてください",
     "The partner's administrator has ended the link: ask the partner why"},
    {"link.silent", either, "相手方のノードには、当方からの接続が一度も届いていません。当方のノードが動いているかを確認してください",
     "Our node has never reached the partner's: see that our node runs"},
    {"store.full", theirs, "相手方のディスクに空きがありません。相手方に知らせてください", "The partner's disk is full: tell the partner"},
};

const Advice* look(std::span<const Advice> list, std::string_view code) {
  auto hit = std::find_if(list.begin(), list.end(), [&](const Advice& one) { return one.code == code; });
  return hit == list.end() ? nullptr : &*hit;
}

}  // namespace

const Advice* advice_on(std::string_view code, bool told) {
  if (told)
    if (const auto* hit = look(told_us, code)) return hit;
  return look(found, code);
}

std::span<const Advice> all_advice(bool told) { return told ? std::span<const Advice>(told_us) : std::span<const Advice>(found); }

}  // namespace tsugite::node
