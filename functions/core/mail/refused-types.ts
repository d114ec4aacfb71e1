/**
 * The file name extensions that the mail service refuses a mail for. https://docs.aws.amazon.com/ses/latest/dg/mime-types.html
 */
const refused: ReadonlySet<string> = new Set(
  [
    'ade,adp,app,asp,bas,bat,cer,chm,cmd,com,cpl,crt,csh,der,exe,fxp,gadget,hlp,hta,inf,ins,isp,its,js,jse,ksh',
    'lib,lnk,mad,maf,mag,mam,maq,mar,mas,mat,mau,mav,maw,mda,mdb,mde,mdt,mdw,mdz,msc,msh,msh1,msh2,mshxml,msh1xml',
    'msh2xml,msi,msp,mst,ops,pcd,pif,plg,prf,prg,reg,scf,scr,sct,shb,shs,sys,ps1,ps1xml,ps2,ps2xml,psc1,psc2,tmp',
    'url,vb,vbe,vbs,vps,vsmacros,vss,vst,vsw,vxd,ws,wsc,wsf,wsh,xnk',
  ]
    .join()
    .split(','),
);

/** Returns true if no mail can carry a file of this name. Dots and spaces at the end don't count, as Windows drops them. */
export function isRefused(name: string): boolean {
  const [, ...parts] = name.toLowerCase().split('.');
  return refused.has(parts.map((part) => part.trim()).findLast((part) => part !== '') ?? '');
}
