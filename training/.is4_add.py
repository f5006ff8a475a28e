import json,os,sys
from collections import Counter
RAW=sys.stdin.read()
K={'b':'body','s':'subject','u':'button','l':'letter'}
def strip(t):
    m={'á':'a','é':'e','í':'i','ó':'o','ú':'u','ý':'y','ö':'o','ð':'d','þ':'th','æ':'ae','Á':'A','É':'E','Í':'I','Ó':'O','Ú':'U','Ý':'Y','Ö':'O','Ð':'D','Þ':'Th','Æ':'Ae','„':'"','“':'"','–':'-'}
    return ''.join(m.get(c,c) for c in t)
P='is4.jsonl'; seen=set()
if os.path.exists(P):
    seen={json.loads(l)['text'].lower() for l in open(P)}
cat=None;out=[]
for l in RAW.strip().split('\n'):
    l=l.strip()
    if not l: continue
    if l[0]=='@': cat=l[1:]; continue
    na=l[0]=='~'
    if na: l=l[1:]
    k,t=l.split('|',1); t=t.replace('\\n','\n')
    if na: t=strip(t)
    if t.lower() in seen: print('DUP',t); continue
    seen.add(t.lower())
    norm=cat.startswith('normal_')
    out.append({'text':t,'kind':K[k],'category':cat if norm else 'polite_pressure_'+cat,'pushy':not norm})
with open(P,'a') as f:
    for o in out: f.write(json.dumps(o,ensure_ascii=False)+'\n')
c=Counter(o['category'] for o in out)
print(len(out),Counter(o['pushy'] for o in out),{k.replace('polite_pressure_','').replace('normal_','n:'):v for k,v in c.items() if v!=4})
