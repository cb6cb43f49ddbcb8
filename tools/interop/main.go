// interop: checks what this project signs and proves with code that is not its own, the Go project's golang.org/x/mod/sumdb.
//
// Reads on standard input what interop_vectors writes, one line a case:
//
//	leaf INDEX HEX                                  a record's digest: the data of that leaf of the tree
//	tree SIZE ROOT-HEX                              its root at that size
//	inclusion INDEX SIZE ROOT-HEX LEAF-HEX HEX...   a proof, lowest first
//	consistency FROM TO OLD-HEX NEW-HEX HEX...
//	checkpoint ORIGIN KEY-HEX SIZE ROOT-HEX BASE64  a signed note
//	cosigned ORIGIN KEY-HEX NAME COSIGNER-HEX SECONDS BASE64
//	bad-...                                         the same, and it must be refused
//
// Exit codes: 0 all as said, 1 a case is not, 2 the input is none or has too few cases of a kind.
package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A missing field is an empty one, which nothing below accepts.
type line []string

func (l line) at(i int) string {
	if i < len(l) {
		return l[i]
	}
	return ""
}

func (l line) number(i int) int64 {
	n, err := strconv.ParseInt(l.at(i), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

func (l line) bytes(i int) []byte {
	b, _ := hex.DecodeString(l.at(i))
	return b
}

func (l line) hash(i int) (h tlog.Hash) {
	copy(h[:], l.bytes(i))
	return h
}

func (l line) hashes(from int) (all []tlog.Hash) {
	for i := from; i < len(l); i++ {
		all = append(all, l.hash(i))
	}
	return all
}

// The whole tree, as Go builds it from the leaves alone.
type tree struct{ stored []tlog.Hash }

func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if at >= int64(len(t.stored)) {
			return nil, fmt.Errorf("no hash %d", at)
		}
		out[i] = t.stored[at]
	}
	return out, nil
}

func (t *tree) leaf(l line) error {
	hashes, err := tlog.StoredHashes(l.number(1), l.bytes(2), t)
	t.stored = append(t.stored, hashes...)
	return err
}

func (t *tree) root(l line) error {
	root, err := tlog.TreeHash(l.number(1), t)
	if err == nil && root != l.hash(2) {
		err = fmt.Errorf("the root is %x", root[:])
	}
	return err
}

func inclusion(l line) error {
	return tlog.CheckRecord(l.hashes(5), l.number(2), l.hash(3), l.number(1), tlog.RecordHash(l.bytes(4)))
}

func consistency(l line) error {
	return tlog.CheckTree(l.hashes(5), l.number(2), l.hash(4), l.number(1), l.hash(3))
}

func open(origin string, key []byte, text []byte, others ...note.Verifier) (*note.Note, error) {
	vkey, err := note.NewEd25519VerifierKey(origin, key)
	if err != nil {
		return nil, err
	}
	log, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	return note.Open(text, note.VerifierList(append(others, log)...))
}

// Three lines: origin, size, root, as C2SP tlog-checkpoint says.
func checkpoint(l line) error {
	text, _ := base64.StdEncoding.DecodeString(l.at(5))
	n, err := open(l.at(1), l.bytes(2), text)
	if err != nil {
		return err
	}
	root := base64.StdEncoding.EncodeToString(l.bytes(4))
	if want := fmt.Sprintf("%s\n%d\n%s\n", l.at(1), l.number(3), root); n.Text != want {
		return fmt.Errorf("the text is %q", n.Text)
	}
	return nil
}

// C2SP tlog-cosignature: a signature type that x/mod does not have, so it gets a verifier; the note around it is read by x/mod.
type cosigner struct {
	name    string
	key     ed25519.PublicKey
	seconds int64
}

func (c cosigner) Name() string { return c.name }

func (c cosigner) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(c.name+"\n\x04"), c.key...))
	return binary.BigEndian.Uint32(sum[:])
}

func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize || binary.BigEndian.Uint64(sig) != uint64(c.seconds) {
		return false
	}
	return ed25519.Verify(c.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", c.seconds, msg)), sig[8:])
}

func cosigned(l line) error {
	key := l.bytes(4)
	if len(key) != ed25519.PublicKeySize {
		return fmt.Errorf("no key")
	}
	text, _ := base64.StdEncoding.DecodeString(l.at(6))
	n, err := open(l.at(1), l.bytes(2), text, cosigner{l.at(3), key, l.number(5)})
	if err == nil && len(n.Sigs) != 2 {
		err = fmt.Errorf("%d signatures are known and hold", len(n.Sigs))
	}
	return err
}

func main() {
	var all tree
	kinds := map[string]func(line) error{"leaf": all.leaf, "tree": all.root, "inclusion": inclusion, "consistency": consistency,
		"checkpoint": checkpoint, "cosigned": cosigned}
	seen := map[string]int{}
	wrong := 0
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		l := line(strings.Fields(in.Text()))
		kind := strings.TrimPrefix(l.at(0), "bad-")
		check, known := kinds[kind]
		if !known {
			fmt.Fprintf(os.Stderr, "interop: no such kind: %q\n", l.at(0))
			os.Exit(2)
		}
		seen[l.at(0)]++
		if err := check(l); (err != nil) != (kind != l.at(0)) {
			fmt.Fprintf(os.Stderr, "interop: %.120s: %v\n", in.Text(), err)
			wrong++
		}
	}
	report := bytes.Buffer{}
	for _, kind := range []string{"leaf", "tree", "inclusion", "bad-inclusion", "consistency", "bad-consistency", "checkpoint", "bad-checkpoint", "cosigned", "bad-cosigned"} {
		fmt.Fprintf(&report, " %d %s", seen[kind], kind)
		if seen[kind] < 2 {
			fmt.Fprintf(os.Stderr, "interop: only %d cases of %s\n", seen[kind], kind)
			os.Exit(2)
		}
	}
	fmt.Printf("interop:%s; %d wrong\n", report.String(), wrong)
	if wrong > 0 {
		os.Exit(1)
	}
}
